package ledger

import (
	"reflect"
	"testing"
)

func TestSplitEvenly(t *testing.T) {
	cases := []struct {
		total   int64
		people  int
		want    []int64
		wantErr bool
	}{
		{total: 100, people: 4, want: []int64{25, 25, 25, 25}},
		{total: 100, people: 3, want: []int64{34, 33, 33}},
		{total: 2, people: 3, want: []int64{1, 1, 0}},
		{total: 0, people: 1, want: []int64{0}},
		{total: 7, people: 0, wantErr: true},
		{total: -7, people: 2, wantErr: true},
	}

	for i, c := range cases {
		got, err := SplitEvenly(c.total, c.people)
		if (err != nil) != c.wantErr {
			t.Fatalf("case %d: err = %v, wantErr %v", i, err, c.wantErr)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("case %d: got %v, want %v", i, got, c.want)
		}
	}
}
