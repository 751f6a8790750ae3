# `make help` lists what there is to make. Build and tests pass the same flags, so that they share their products.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
BUILD := $(SWIFT) build -c release
TEST := $(SWIFT) test -c release --disable-testable-imports
BINARY := .build/release/zwalk

.DEFAULT_GOAL := build
.PHONY: run build test setup install uninstall bench docs format lint clean help

run: build ## build zwalk and open the explorer
	@$(BINARY)

build: setup ## build .build/release/zwalk
	@$(BUILD) --product zwalk

test: setup ## build everything and run all tests
	@$(TEST)

setup: ## check for Swift, install missing system packages
	@Scripts/setup

install: setup ## install one file and its completions under PREFIX (/usr/local)
	@SWIFT="$(SWIFT)" DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" Scripts/install

uninstall: ## remove what `make install` put under PREFIX
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" Scripts/uninstall

bench: build ## measure the speed of training beside its matrix products
	@$(BINARY) bench train

docs: setup ## rewrite the tables of README.md from the catalogues
	@ZWALK_WRITE_DOCS=1 $(TEST) --filter ReadmeTests

format: ## format the sources
	@$(SWIFT) format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## check the format of the sources
	@$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

clean: ## remove everything that was built
	@rm -rf .build .build-install

help: ## list what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20
