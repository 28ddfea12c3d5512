// Verifies a log in tlog-tiles layout with the Go authors' sumdb packages: checkpoints as signed notes, tiles, every entry's inclusion, and
// the consistency of every published checkpoint. Ends with 1 and the part that it refuses.
// Usage: go run ./go DIR KEY
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type tiles struct{ dir string }

func (t tiles) Height() int { return height }

// The C2SP layout has no height in its paths.
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(t.dir, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func refuse(part string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", part, err)
		os.Exit(1)
	}
}

func open(file string, verifiers note.Verifiers) tlog.Tree {
	data, err := os.ReadFile(file)
	refuse("checkpoint", err)
	signed, err := note.Open(data, verifiers)
	refuse("checkpoint", err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	refuse("checkpoint", err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	refuse("checkpoint", err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

func main() {
	dir, key := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(key)
	refuse("key", err)
	verifiers := note.VerifierList(verifier)
	tree := open(filepath.Join(dir, "checkpoint"), verifiers)
	hashes := tlog.TileHashReader(tree, tiles{dir})

	for index := int64(0); index < tree.N; {
		width := tree.N - index
		name := fmt.Sprintf("tile/entries/%03d", index/256)
		if width >= 256 {
			width = 256
		} else {
			name += fmt.Sprintf(".p/%d", width)
		}
		bundle, err := os.ReadFile(filepath.Join(dir, name))
		refuse("entries", err)
		for i := int64(0); i < width; i, index = i+1, index+1 {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			refuse("tile", err)
			refuse("inclusion", tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)))
		}
	}

	published, err := filepath.Glob(filepath.Join(dir, "checkpoints", "*"))
	refuse("checkpoints", err)
	for _, file := range published {
		old := open(file, verifiers)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		refuse("tile", err)
		refuse("consistency", tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	}

	fmt.Printf("%d entries, %d checkpoints\n", tree.N, len(published))
}
