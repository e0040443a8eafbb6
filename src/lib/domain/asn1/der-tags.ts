/** Identifier octets of ASN.1, X.690 §8.1.2. */
export const tags = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	objectIdentifier: 0x06,
	utf8String: 0x0c,
	printableString: 0x13,
	utcTime: 0x17,
	generalizedTime: 0x18,
	sequence: 0x30,
	set: 0x31,
	/** constructed, of the context: [0] … [3] */
	context0: 0xa0,
	context1: 0xa1,
	context2: 0xa2,
	context3: 0xa3,
	/** [0] and [1] in place of the tag of what has no parts */
	implicit0: 0x80,
	implicit1: 0x81
} as const;
