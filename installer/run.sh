#!/bin/sh
# Opens the window on the sample county; without a screen, runs the whole job into build/demo instead.
set -eu
cd "$(dirname "$0")/.."

# A screen is one that Qt can really open: DISPLAY may name a server that is gone.
screen() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] &&
        .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' \
            >/dev/null 2>&1
}

new_password() {
    .venv/bin/python - <<'PYTHON'
import secrets
import string

kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
letters = [secrets.choice(kind) for kind in kinds for _ in range(5)]
secrets.SystemRandom().shuffle(letters)
print("".join(letters))
PYTHON
}

if screen; then
    exec .venv/bin/python -m desktop --sample
fi

echo "没有可用的屏幕：改为在 build/demo 中把整个流程走一遍。"
echo "There is no screen: running the whole job into build/demo instead."
if [ -z "${BIANQING_PASSWORD:-}" ]; then
    BIANQING_PASSWORD=$(new_password)
    export BIANQING_PASSWORD
    echo "示例账户的口令（只显示这一次） / password of the sample accounts, shown once: $BIANQING_PASSWORD"
fi
rm -rf build/demo
mkdir -p build
exec .venv/bin/bianqing demo build/demo
