// Reads a running Trucewatch record with Go's own transparency-log library (golang.org/x/mod) and believes nothing else:
// every signed checkpoint it meets, that each continues the one before, and every record against the last of them.
//
//	readlog ADDRESS VERIFIER-KEY SIZE
//
// It looks again until the record has SIZE entries, then checks all of them and prints one line.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type source struct{ address string }

func (s source) get(path string) ([]byte, error) {
	answer, err := http.Get(s.address + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func (s source) Height() int { return height }

func (s source) SaveTiles([]tlog.Tile, [][]byte) {}

func (s source) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		// The same tiles as in C2SP tlog-tiles; Go's own path has the height in it.
		path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		data, err := s.get(path)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (s source) bundle(index int64, width int) ([][]byte, error) {
	t := tlog.Tile{H: height, L: 0, N: index, W: width}
	path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/0/", height), "tile/entries/", 1)
	data, err := s.get(path)
	if err != nil {
		return nil, err
	}
	var records [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New(path + ": a record is cut")
		}
		n := 2 + int(binary.BigEndian.Uint16(data))
		records = append(records, data[2:n])
		data = data[n:]
	}
	if len(records) != width {
		return nil, fmt.Errorf("%s: %d records, not %d", path, len(records), width)
	}
	return records, nil
}

func (s source) checkpoint(keys note.Verifiers, origin string) (tlog.Tree, error) {
	text, err := s.get("checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	signed, err := note.Open(text, keys)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s: %q", origin, signed.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

func run(address, key string, size int64) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	s, keys := source{address}, note.VerifierList(verifier)
	var last tlog.Tree
	steps := 0
	for deadline := time.Now().Add(2 * time.Minute); last.N < size; {
		if time.Now().After(deadline) {
			return fmt.Errorf("the record has %d entries after two minutes, not %d", last.N, size)
		}
		next, err := s.checkpoint(keys, verifier.Name())
		if err != nil {
			return err
		}
		if next.N < last.N || next.N == last.N && last.N > 0 && next.Hash != last.Hash {
			return fmt.Errorf("the record went from %d to %d", last.N, next.N)
		}
		if last.N > 0 && next.N > last.N {
			proof, err := tlog.ProveTree(next.N, last.N, tlog.TileHashReader(next, s))
			if err != nil {
				return err
			}
			if err := tlog.CheckTree(proof, next.N, next.Hash, last.N, last.Hash); err != nil {
				return fmt.Errorf("from %d to %d: %w", last.N, next.N, err)
			}
			steps++
		}
		last = next
		time.Sleep(20 * time.Millisecond)
	}
	hashes := tlog.TileHashReader(last, s)
	for first := int64(0); first < last.N; first += 1 << height {
		width := int(min(1<<height, last.N-first))
		records, err := s.bundle(first>>height, width)
		if err != nil {
			return err
		}
		for i, record := range records {
			at := first + int64(i)
			proof, err := tlog.ProveRecord(last.N, at, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, last.N, last.Hash, at, tlog.RecordHash(record)); err != nil {
				return fmt.Errorf("record %d: %w", at, err)
			}
		}
	}
	// Every smaller tree of the record is a beginning of the last one: the roots are computed from the tiles.
	for n := int64(1); n < last.N; n++ {
		root, err := tlog.TreeHash(n, hashes)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(last.N, n, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, last.N, last.Hash, n, root); err != nil {
			return fmt.Errorf("from %d to %d: %w", n, last.N, err)
		}
	}
	fmt.Printf("%d records and %d consistency steps hold; %d checkpoints of the running record followed one another\n", last.N, last.N-1, steps+1)
	return nil
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "readlog ADDRESS VERIFIER-KEY SIZE")
		os.Exit(2)
	}
	size, err := strconv.ParseInt(os.Args[3], 10, 64)
	if err == nil {
		err = run(os.Args[1], os.Args[2], size)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
