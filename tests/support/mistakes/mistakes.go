// What people's Go writes where it should be RSAES_OAEP_SHA_256.
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"hash"
	"log"
	"os"
)

func main() {
	der, err := os.ReadFile("PublicKey.der")
	check(err)
	parsed, err := x509.ParsePKIXPublicKey(der)
	check(err)
	key := parsed.(*rsa.PublicKey)
	material, err := os.ReadFile("KeyMaterial.bin")
	check(err)
	oaep := func(hash hash.Hash, message []byte, label []byte) []byte {
		encrypted, err := rsa.EncryptOAEP(hash, rand.Reader, key, message, label)
		check(err)
		return encrypted
	}
	write := func(name string, content []byte) { check(os.WriteFile(name, content, 0o600)) }
	write("sha1", oaep(sha1.New(), material, nil))
	write("sha512", oaep(sha512.New(), material, nil))
	write("label", oaep(sha256.New(), material, []byte("key")))
	write("hex", oaep(sha256.New(), []byte(hex.EncodeToString(material)), nil))
	write("printed", []byte(fmt.Sprintln(oaep(sha256.New(), material, nil))))
	pkcs1, err := rsa.EncryptPKCS1v15(rand.Reader, key, material)
	check(err)
	write("pkcs1", pkcs1)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
