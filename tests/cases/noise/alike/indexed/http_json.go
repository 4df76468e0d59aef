package api

import (
	"encoding/json"
	"log"
	"net/http"

	"example.org/choir/roster"
)

type joinRequest struct {
	Name  string `json:"name"`
	Voice string `json:"voice"`
}

type joinResponse struct {
	ID  int64 `json:"id"`
	Row int   `json:"row"`
}

func (s *Server) handleJoin(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	var req joinRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	singer, err := s.roster.Add(r.Context(), req.Name, roster.Voice(req.Voice))
	if err != nil {
		log.Printf("join: %v", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(joinResponse{ID: singer.ID, Row: singer.Row}); err != nil {
		log.Printf("join: write: %v", err)
	}
}
