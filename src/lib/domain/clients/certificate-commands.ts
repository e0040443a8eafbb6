/** What OpenSSL 3 does with certificates and certificate requests: anyone can check them without Airlock. */

/** Names of the files that these commands read. */
export const certificateFiles = { request: 'request.csr', certificate: 'certificate.pem' } as const;

/** Shows a certificate request, and says whether its key has signed it. */
export const opensslCheckRequest = `openssl req -in ${certificateFiles.request} -noout -verify -text`;

/** Shows a certificate, and says whether its key has signed it. */
export const opensslCheckCertificate = [
	`openssl x509 -in ${certificateFiles.certificate} -noout -text -fingerprint -sha256`,
	// Without -check_ss_sig the signature of a root is trusted as it is.
	`openssl verify -check_ss_sig -CAfile ${certificateFiles.certificate} ${certificateFiles.certificate}`
].join('\n');
