import { defaultCommandFiles as files } from './wrapping-command.ts';
import { oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';

/** With Go's own library, 1.16 or later: one hash for OAEP and MGF1, and no AES key wrap. */
export function goProgram(algorithm: WrappingAlgorithm): string {
	const hash = oaepHash(algorithm) === 'SHA-1' ? 'sha1' : 'sha256';
	return [
		'package main',
		'',
		'import (',
		'\t"crypto/rand"',
		'\t"crypto/rsa"',
		`\t"crypto/${hash}"`,
		'\t"crypto/x509"',
		'\t"log"',
		'\t"os"',
		')',
		'',
		'func main() {',
		`\tder, err := os.ReadFile("${files.publicKey}")`,
		'\tcheck(err)',
		'\tpublicKey, err := x509.ParsePKIXPublicKey(der)',
		'\tcheck(err)',
		`\tkeyMaterial, err := os.ReadFile("${files.keyMaterial}")`,
		'\tcheck(err)',
		'\tif len(keyMaterial) != 32 {',
		`\t\tlog.Fatalf("${files.keyMaterial} has %d bytes; 32 are needed.", len(keyMaterial))`,
		'\t}',
		'\t// The hash is that of MGF1 too. The label is nil.',
		`\tencrypted, err := rsa.EncryptOAEP(${hash}.New(), rand.Reader, publicKey.(*rsa.PublicKey), keyMaterial, nil)`,
		'\tcheck(err)',
		`\tcheck(os.WriteFile("${files.encryptedKey}", encrypted, 0o600))`,
		'}',
		'',
		'func check(err error) {',
		'\tif err != nil {',
		'\t\tlog.Fatal(err)',
		'\t}',
		'}'
	].join('\n');
}
