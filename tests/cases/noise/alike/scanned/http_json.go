package web

import (
	"encoding/json"
	"errors"
	"net/http"

	"parcel.example/tariff"
)

type Quote struct {
	Grams    int    `json:"grams"`
	Country  string `json:"country"`
	Insured  bool   `json:"insured,omitempty"`
}

func QuoteHandler(book *tariff.Book) http.HandlerFunc {
	return func(rw http.ResponseWriter, req *http.Request) {
		defer req.Body.Close()
		var q Quote
		dec := json.NewDecoder(http.MaxBytesReader(rw, req.Body, 1<<16))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&q); err != nil {
			http.Error(rw, "bad quote: "+err.Error(), http.StatusBadRequest)
			return
		}
		price, err := book.Price(q.Country, q.Grams, q.Insured)
		if errors.Is(err, tariff.ErrNoService) {
			http.Error(rw, "no service to "+q.Country, http.StatusNotFound)
			return
		}
		if err != nil {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
			return
		}
		writeJSON(rw, http.StatusOK, map[string]interface{}{"price": price, "currency": book.Currency})
	}
}

func writeJSON(rw http.ResponseWriter, status int, v interface{}) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	json.NewEncoder(rw).Encode(v)
}
