#!/bin/sh
# Builds the practice case (fictional): make.sh CASE [--program build/kotobune] [--dry-run]
exec python3 "$(dirname "$0")/make.py" "$@"
