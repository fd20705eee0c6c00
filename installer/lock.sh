#!/bin/sh
# Writes requirements/*.txt anew from the pins in pyproject.toml: every package below them, with the
# hashes of all files of its release, so that one lock serves x86_64 and aarch64. Needs the network.
set -eu
cd "$(dirname "$0")/.."
tool=build/lock-tool
[ -x $tool/bin/uv ] || { python3 -m venv $tool && $tool/bin/pip install -q uv==0.13.9; }
compile() {
    $tool/bin/uv pip compile pyproject.toml --quiet --no-header --universal --python-version 3.11 \
        --no-config --generate-hashes "$@"
}
compile --output-file requirements/runtime.txt
compile --extra dev --output-file requirements/development.txt
