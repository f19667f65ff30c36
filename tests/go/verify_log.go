// verify_log DIR [INDEX]: checks a log of a sealed case without any code of the program that wrote
// it, with Go's own transparency-log library (Debian: golang-go, golang-golang-x-mod-dev).
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify_log.go DIR
//
// DIR holds vkey, checkpoint, tile/ and perhaps cp/, as in logs/<log id>/ of a case. It checks the
// checkpoint's signature, computes the root from the entries alone, compares every tile, proves one
// entry (the last, or INDEX) through the tiles, and proves every older checkpoint in cp/ a prefix.
// Prints one line; exits 0 if all holds, 1 if not.
package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// path turns Go's tile path into that of C2SP tlog-tiles: no height, "entries" for "data".
func path(t tlog.Tile) string {
	p := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
	return strings.Replace(p, "tile/data/", "tile/entries/", 1)
}

// read takes a partial tile or, where it was superseded, the front of the full one.
func read(dir string, t tlog.Tile, size int) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, path(t)))
	if errors.Is(err, os.ErrNotExist) && t.W < 1<<height {
		full := t
		full.W = 1 << height
		data, err = os.ReadFile(filepath.Join(dir, path(full)))
	}
	if err == nil && size > 0 && len(data) > size {
		data = data[:size]
	}
	return data, err
}

type tileReader struct{ dir string }

func (r tileReader) Height() int { return height }
func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, err := read(r.dir, t, t.W*tlog.HashSize)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}
func (r tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

func openCheckpoint(file string, verifier note.Verifier) (tlog.Tree, error) {
	signed, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %v", file, err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("%s: not a checkpoint of %s", file, verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// entries reads all entries and returns every hash that the tree is made of.
func entries(dir string, size int64) (tlog.HashReaderFunc, []tlog.Hash, error) {
	var stored, leaves []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range indexes {
			out = append(out, stored[i])
		}
		return out, nil
	})
	for n := int64(0); n < size; n++ {
		width := size - n
		if width > 1<<height {
			width = 1 << height
		}
		data, err := read(dir, tlog.Tile{H: height, L: -1, N: n >> height, W: int(width)}, 0)
		if err != nil {
			return nil, nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(data) < 2 || len(data) < 2+int(data[0])<<8+int(data[1]) {
				return nil, nil, fmt.Errorf("entry %d is cut off", n+i)
			}
			end := 2 + int(data[0])<<8 + int(data[1])
			hashes, err := tlog.StoredHashes(n+i, data[2:end], reader)
			if err != nil {
				return nil, nil, err
			}
			leaves = append(leaves, hashes[0])
			stored = append(stored, hashes...)
			data = data[end:]
		}
		n += width - 1
	}
	return reader, leaves, nil
}

func verify(dir string, index int64) (string, error) {
	vkey, err := os.ReadFile(filepath.Join(dir, "vkey"))
	if err != nil {
		return "", err
	}
	verifier, err := note.NewVerifier(strings.TrimSuffix(string(vkey), "\n"))
	if err != nil {
		return "", err
	}
	tree, err := openCheckpoint(filepath.Join(dir, "checkpoint"), verifier)
	if err != nil {
		return "", err
	}
	hashes, leaves, err := entries(dir, tree.N)
	if err != nil {
		return "", err
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return "", err
	}
	if root != tree.Hash {
		return "", fmt.Errorf("the entries have the root %v, the checkpoint says %v", root, tree.Hash)
	}
	for _, t := range tlog.NewTiles(height, 0, tree.N) {
		// NewTiles names every narrower partial too; a log holds those at which it was published.
		current := t.W == 1<<height || int64(t.W) == tree.N>>uint(height*t.L)-t.N<<height
		if _, err := os.Stat(filepath.Join(dir, path(t))); err != nil && !current {
			continue
		}
		want, err := tlog.ReadTileData(t, hashes)
		if err != nil {
			return "", err
		}
		got, err := read(dir, t, t.W*tlog.HashSize)
		if err != nil {
			return "", err
		}
		if !bytes.Equal(got, want) {
			return "", fmt.Errorf("%s holds other hashes", path(t))
		}
	}
	if index < 0 {
		index = tree.N - 1
	}
	if tree.N > 0 {
		tiles := tlog.TileHashReader(tree, tileReader{dir})
		proof, err := tlog.ProveRecord(tree.N, index, tiles)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index]); err != nil {
			return "", err
		}
	}
	older, _ := filepath.Glob(filepath.Join(dir, "cp", "*"))
	for _, file := range older {
		old, err := openCheckpoint(file, verifier)
		if err != nil {
			return "", err
		}
		if old.N == 0 || old.N > tree.N {
			continue
		}
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return "", fmt.Errorf("%s: %v", file, err)
		}
	}
	return fmt.Sprintf("ok %s size %d root %s, entry %d proven, %d checkpoints consistent",
		verifier.Name(), tree.N, base64.StdEncoding.EncodeToString(tree.Hash[:]), index, len(older)), nil
}

func main() {
	index := int64(-1)
	if len(os.Args) == 3 {
		n, err := strconv.ParseInt(os.Args[2], 10, 64)
		if err != nil || n < 0 {
			fmt.Println("failed: INDEX is not a number")
			os.Exit(1)
		}
		index = n
	} else if len(os.Args) != 2 {
		fmt.Println("usage: verify_log DIR [INDEX]")
		os.Exit(1)
	}
	line, err := verify(os.Args[1], index)
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	fmt.Println(line)
}
