#!/bin/sh
# Sets up the program from source: system libraries, Python, the virtual environment.
#   installer/setup.sh           what the program needs
#   installer/setup.sh tests     and what its tests need
# Runs again in no time when nothing changed.
set -eu
cd "$(dirname "$0")/.."
purposes="window ${1:-}"
stamp=.venv/.bianqing-stamp
lock=requirements/development.txt
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$*" >&2; }

# Two people, or two targets, on one checkout: one sets up, the other waits.
if command -v flock >/dev/null; then
    exec 9<installer
    flock 9
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

install_packages() {
    say "安装系统组件 / installing with apt: $*"
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

# True when the shared library, the file or the command is there.
present() {
    case $1 in
    /*) [ -e "$1" ] ;;
    lib*) printf '%s\n' "$libraries" | grep -q "^[[:space:]]*$1 " ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

missing_packages() {
    libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    while read -r name package purpose _; do
        case $name in '' | '#'*) continue ;; esac
        case " $purposes " in *" $purpose "*) ;; *) continue ;; esac
        present "$name" || printf '%s ' "$package"
    done <installer/system-packages.txt
}

system_packages() {
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if may_install; then
        # shellcheck disable=SC2086 # a list of package names
        install_packages $missing && return 0
    fi
    say "缺少以下系统组件，请由系统管理员安装后再试："
    say "These system packages are missing; ask the administrator to install them, then try again:"
    say "    apt-get install --no-install-recommends $missing"
    exit 1
}

suits() {
    command -v "$1" >/dev/null &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in python3.11 python3 python3.12 python3.13; do
        if suits "$candidate"; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

choose_python() {
    python=$(find_python) && return 0
    if may_install && { install_packages python3.11 python3.11-venv || install_packages python3 python3-venv; }; then
        python=$(find_python) && return 0
    fi
    say "没有找到 Python 3.11 或更新的版本，请安装 python3.11 后再试。"
    say "No Python 3.11 or newer was found; install python3.11, then try again."
    exit 1
}

able_to_make_environments() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null
}

make_environment() {
    # Another checkout's environment, lent by a link, is not ours to clear.
    if [ -L .venv ]; then rm .venv; fi
    if ! able_to_make_environments; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        if ! may_install || ! install_packages "$version-venv" || ! able_to_make_environments; then
            say "$python 缺少 venv 组件，请安装 $version-venv 后再试。"
            say "$python cannot make virtual environments; install $version-venv, then try again."
            exit 1
        fi
    fi
    "$python" -m venv --clear .venv
}

# What the environment depends on: pins, the part of pyproject.toml above the tools, and the place,
# because scripts carry its path.
fingerprint() {
    { cat "$lock" && sed '/^\[tool\.importlinter\]/q' pyproject.toml && pwd -P && .venv/bin/python -V; } 2>/dev/null | sha256sum
}

# True when the environment starts and belongs to this folder.
sound_environment() {
    [ -x .venv/bin/pip ] && .venv/bin/python -c '' 2>/dev/null &&
        head -n 1 .venv/bin/pip | grep -qF "$(pwd)/.venv/bin/"
}

environment() {
    sound_environment || { choose_python && make_environment; }
    [ "$(cat $stamp 2>/dev/null)" = "$(fingerprint)" ] && return 0
    say "准备 Python 环境（第一次需要几分钟） / preparing .venv (some minutes the first time)"
    if ! .venv/bin/python -m pip install -q --no-deps --require-hashes --only-binary :all: -r "$lock" ||
        ! .venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .; then
        say "Python 组件没有装好：见上面的原因（网络、磁盘空间或校验值）。改正后再运行一次即可。"
        say "The Python packages could not be installed: the reason stands above (network, disk or hash). Mend it and run again."
        exit 1
    fi
    fingerprint >$stamp
}

system_packages
environment
