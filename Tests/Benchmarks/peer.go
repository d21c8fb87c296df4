// Go's net/http, as it comes: GET /record sends the file, POST /echo its own body back.
//
//	peer PORT RECORD-FILE [CERTIFICATE-FILE KEY-FILE]
package main

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	if len(os.Args) != 3 && len(os.Args) != 5 {
		os.Exit(64)
	}
	record, err := os.ReadFile(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/record", func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Type", "application/json")
		answer.Write(record)
	})
	http.HandleFunc("/echo", func(answer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return
		}
		answer.Header().Set("Content-Type", "application/json")
		answer.Write(body)
	})
	server := http.Server{Addr: "127.0.0.1:" + os.Args[1]}
	if len(os.Args) == 3 {
		log.Fatal(server.ListenAndServe())
	}
	// HTTP/1.1 alone, and the same versions as the others.
	server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
	server.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	log.Fatal(server.ListenAndServeTLS(os.Args[3], os.Args[4]))
}
