package morse

import "testing"

func TestEncode(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want string
	}{
		{"empty", "", ""},
		{"one letter", "e", "."},
		{"word", "sos", "... --- ..."},
		{"two words", "a b", ".- / -..."},
		{"digits", "73", "--... ...--"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Encode(tt.in)
			if got != tt.want {
				t.Errorf("Encode(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestDecodeError(t *testing.T) {
	for _, in := range []string{"......", "x", "- - -? "} {
		if _, err := Decode(in); err == nil {
			t.Errorf("Decode(%q): no error", in)
		}
	}
}
