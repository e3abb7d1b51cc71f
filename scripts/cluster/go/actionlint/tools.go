//go:build tools

// Package tools holds the pinned version of what is built here: `go mod tidy` keeps what it imports.
package tools

import _ "github.com/rhysd/actionlint/cmd/actionlint"
