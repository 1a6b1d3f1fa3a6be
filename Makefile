# Everything there is to do with the sources of Lodge. `make run` opens the demonstration.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := build
MAKEFLAGS += --no-print-directory

PACKAGES := libncursesw5-dev libsqlite3-dev libsodium-dev libssl-dev liboath-dev \
            libpng-dev libturbojpeg0-dev tmux
SOURCES  := Sources Tests Package.swift
PREFIX   ?= /usr/local
STRICT   := --explicit-target-dependency-import-check error
# The tests are built without what a debugger reads, which is a fifth of the work; DEBUG=1 builds them with it.
TESTED   := $(STRICT) $(if $(DEBUG),,-Xswiftc -gnone)
# The linker of the toolchain packs the relocations, which would be 5 MB of memory and a slower start otherwise.
LINK     := -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs -Xlinker --icf=safe
RELEASE  := -c release --static-swift-stdlib $(LINK)
# The program, and the one beside it that looks through pictures.
PRODUCTS := lodge lodge-picture
VERSION  = $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/lodge/Lodge.swift)

.PHONY: run build test bench lists night costs migrations soak lint format install package prerequisites

# The demonstration, ready to sign in.
run: build
	exec .build/release/lodge demo

# The program as it is delivered.
build: prerequisites
	for product in $(PRODUCTS); do swift build $(RELEASE) --product "$$product"; done

# What must hold before a change is kept: form, no warning, every test. What failed is told once more at the end.
# The homes of the tests lie in memory where there is room: on a disk half of the run is waiting for it at every save.
test: prerequisites lint
	swift build --build-tests $(TESTED)
	@room=$$(df --output=avail -k /dev/shm 2> /dev/null | tail -n 1 || true)
	memory=/dev/shm
	if (( $${room:-0} < 4000000 )) || grep -q '^[^ ]* /dev/shm .*noexec' /proc/mounts; then memory=$${TMPDIR:-/tmp}; fi
	homes=$$(mktemp -d -p "$$memory" lXXX)
	trap 'rm -rf "$$homes"' EXIT
	if ! TMPDIR="$$homes" swift test --skip-build --disable-xctest $(TESTED) 2>&1 | tee .build/tests.log; then
	  grep -E '^ *(✘|↳)' .build/tests.log || true
	  exit 1
	fi

# How fast the program is, on homes of 1,000, 10,000 and 100,000 residents; SIZES='1000 1000000' for others. Each figure
# stands beside its aim, and the last line counts those that are over; SIZES='--strict 1000' fails where one is.
bench: build
	swift build $(RELEASE) --product bench
	.build/release/bench $(SIZES)

# Every list with 100,000 rows, in every order that it offers; ROWS=10000 for others, TYPES='stays visits' for some.
lists: prerequisites
	swift build $(RELEASE) --product bench
	.build/release/bench lists $(ROWS) $(TYPES)

# The keys of a night (rounds, medicines, handover, Today, emergency page) over 1,000,000 checks and doses, and what
# sending a report costs beside saving it; ROWS=100000 for fewer.
night: prerequisites
	swift build $(RELEASE) --product bench
	.build/release/bench night $(ROWS)

# What protection costs beside the same work without it, on homes of 10,000 and 100,000 residents; SIZES=1000 for others.
costs: build
	swift build $(RELEASE) --product bench
	.build/release/bench costs $(SIZES)

# A home of 100,000 residents down all steps of its tables and up again; RESIDENTS=1000 for another.
migrations: build
	swift build $(RELEASE) --product bench
	.build/release/bench migrations $(RESIDENTS)

# Keys at random and sudden ends for MINUTES (10), then a look at the log; then 4,000 kills while saving, and
# 300 power cuts, for which the writes that were recorded are played back up to a moment.
soak: build
	swift build $(RELEASE) --product bench
	.build/release/bench soak $(MINUTES)

lint:
	@swift format lint --strict --parallel --recursive $(SOURCES)

format:
	@swift format --in-place --parallel --recursive $(SOURCES)

# The program under PREFIX (and DESTDIR), its files beside it.
install: build
	for product in $(PRODUCTS); do install -D -m 755 ".build/release/$$product" "$(DESTDIR)$(PREFIX)/bin/$$product"; done
	mkdir -p '$(DESTDIR)$(PREFIX)/share/lodge'
	cp -R Data Themes '$(DESTDIR)$(PREFIX)/share/lodge/'
	chmod -R u=rwX,go=rX '$(DESTDIR)$(PREFIX)/share/lodge'

# A Debian package in .build/.
package:
	root='.build/package'
	rm -rf "$$root"
	$(MAKE) install DESTDIR="$$root" PREFIX=/usr
	strip "$$root"/usr/bin/*
	architecture=$$(dpkg --print-architecture)
	mkdir -p "$$root/DEBIAN"
	printf '%s\n' 'Package: lodge' 'Version: $(VERSION)' "Architecture: $$architecture" \
	  'Maintainer: The Lodge project <lodge@example.org>' 'Section: misc' 'Priority: optional' \
	  'Depends: libc6, libgcc-s1, libstdc++6, libncursesw6, libtinfo6, libsqlite3-0, libsodium23, libssl3, liboath0, libpng16-16, libturbojpeg0, tzdata' \
	  'Description: records of a care home, in a terminal' > "$$root/DEBIAN/control"
	dpkg-deb --root-owner-group --build "$$root" ".build/lodge_$(VERSION)_$$architecture.deb"

# Installs what is missing; says nothing where nothing is.
prerequisites:
	@command -v swift > /dev/null || { echo 'Lodge is built with Swift 6.3; install it from swift.org first.' >&2; exit 1; }
	missing=()
	for package in $(PACKAGES); do
	  [[ "$$(dpkg-query -W -f '$${Status}' "$$package" 2> /dev/null || true)" == *' ok installed' ]] || missing+=("$$package")
	done
	(( $${#missing[@]} )) || exit 0
	root=()
	if (( EUID )); then
	  command -v sudo > /dev/null && root=(sudo) || missing_root=1
	fi
	if [[ -n "$${missing_root:-}" ]] || ! command -v apt-get > /dev/null; then
	  echo "Lodge needs these packages, and they cannot be installed from here: $${missing[*]}." >&2
	  exit 1
	fi
	echo "Installing $${missing[*]} …"
	log=$$(mktemp)
	trap 'rm -f "$$log"' EXIT
	export DEBIAN_FRONTEND=noninteractive
	"$${root[@]}" apt-get -qq update > "$$log" 2>&1 || true
	"$${root[@]}" apt-get -qq install -y --no-install-recommends "$${missing[@]}" >> "$$log" 2>&1 || {
	  tail -n 5 "$$log" >&2
	  echo "These packages could not be installed: $${missing[*]}." >&2
	  exit 1
	}
