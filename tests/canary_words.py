"""Words that stand nowhere else, one for each protected field and script, and the way to find them
in whatever a program puts out: plain, cut by markup, escaped for JSON, HTML or a URL, in UTF-16,
in an archive."""
import datetime
import html
import io
import re
import unicodedata
import urllib.parse
import zipfile

LATIN = "bcdfghklmnprstvwz"
BURMESE = "ကခဂငစဆဇညတထဒဓနပဖဘမယရလဝသဟ"
THAI = "กขคงจฉชซญดตถทธนบปผพฟมยรลวสหอ"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロ"
FIRST_DAY = datetime.date(1423, 1, 1)

# Each begins with letters that no honest text of the tests holds together.
SHAPES = re.compile(
    r"zuvx(?:[bcdfghklmnprstvwz][aeiou]){3}"
    r"|ဿဈ[က-အ]{4}|ฬฑ[ก-ฮ]{4}|ヲヮ[ア-ロ]{4}"
    r"|73918\d{5}"
    r"|(?<!\d)14[2-9]\d-\d\d-\d\d(?!\d)")


def digits(number, letters, count):
    out = ""
    for _ in range(count):
        out += letters[number % len(letters)]
        number //= len(letters)
    return out


class Words:
    """Hands out words; `where` of a word says which field it was planted in."""

    def __init__(self):
        self.fields = {}
        self.number = 0

    def plant(self, field):
        """A dictionary script -> word, all new, for one field."""
        self.number += 1
        # Spread, so that neighbours do not begin alike.
        n = self.number * 7919
        latin = "".join(a + b for a, b in zip(digits(n, LATIN, 3), digits(n // 4913, "aeiou", 3)))
        words = {"en": "zuvx" + latin,
                 "my": "ဿဈ" + digits(n, BURMESE, 4), "th": "ฬฑ" + digits(n, THAI, 4),
                 "ja": "ヲヮ" + digits(n, KANA, 4), "number": f"73918{self.number:05d}",
                 "date": (FIRST_DAY + datetime.timedelta(days=self.number)).isoformat()}
        for word in words.values():
            if word in self.fields:
                raise AssertionError(f"two fields would hold {word}")
            if not SHAPES.fullmatch(word):
                raise AssertionError(f"{word} would not be found")
            self.fields[word] = field
        return words

    def find(self, data):
        """The words of ours in these bytes, in whatever form: {word: field}."""
        found = {}
        for text in forms_of(data):
            for word in SHAPES.findall(text):
                if word in self.fields:
                    found[word] = self.fields[word]
        return found


def bare(text):
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u200b-\u200d\u2060\u00ad\ufeff]+", "", text).lower()


def unescaped(text):
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code.group(1), 16)), text)


def forms_of(data, depth=0):
    if zipfile.is_zipfile(io.BytesIO(data)) and depth < 3:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield bare(name)
                yield from forms_of(archive.read(name), depth + 1)
        return
    text = data.decode("utf-8", "replace")
    yield bare(text)
    for other in (re.sub(r"<[^>]*>", "", text), html.unescape(text), urllib.parse.unquote(text),
                  unescaped(text)):
        if other != text:
            yield bare(other)
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                yield bare(data[start:].decode(encoding, "replace"))
