/** The names that a certificate holds for, beside its subject: subjectAltName, RFC 5280 §4.2.1.6. */

/** The kinds of names, of those that there are. */
export const alternativeNameTypes = ['DNS', 'IP', 'EMAIL'] as const;
/** A kind of name. */
export type AlternativeNameType = (typeof alternativeNameTypes)[number];

/** A name that a certificate holds for. */
export interface AlternativeName {
	Type: AlternativeNameType;
	/** ASCII; an IP address as IPv4 or IPv6 is written */
	Value: string;
}

/** In one certificate. */
export const mostAlternativeNames = 100;
/** In characters: that of a mail address, RFC 5321 §4.5.3.1, is longer than that of a DNS name, RFC 1035 §2.3.4. */
export const longestAlternativeName = 254;

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const hostName = new RegExp(`^(?:${label}\\.)*${label}\\.?$`, 'i');
/** Of a mail address, before the @: RFC 5321 §4.1.2, without quotes. */
const mailbox = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const longestHostName = 253;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

const isHostName = (text: string): boolean =>
	text.length <= longestHostName && hostName.test(text) && !text.endsWith('.');
/** A name such as 10.0.0.256 is an address with a mistake in it, and no host has it (RFC 3696 §2). */
const endsInNumber = (text: string): boolean => /(?:^|\.)\d+$/.test(text);

const rules: Readonly<Record<AlternativeNameType, (value: string) => boolean>> = {
	// RFC 6125 §6.4.3: a star stands for the first label.
	DNS: (value) => isHostName(value.replace(/^\*\.(?=.*\.)/, '')) && !endsInNumber(value),
	IP: (value) => ipv4.test(value) || isIpv6(value),
	EMAIL: (value) => {
		const at = value.lastIndexOf('@');
		const host = value.slice(at + 1);
		return (
			[at > 0 && at <= 64 && mailbox.test(value.slice(0, at)), isHostName(host)].every(Boolean) &&
			!endsInNumber(host)
		);
	}
};

/** RFC 4291 §2.2, without a zone. */
const isIpv6 = (text: string): boolean =>
	/^[0-9a-f:.]{2,45}$/i.test(text) && URL.canParse(`http://[${text}]`);

/** @returns whether it is a name of its kind */
export const isAlternativeName = ({ Type, Value }: AlternativeName): boolean =>
	Value.length <= longestAlternativeName && rules[Type](Value);

/** @returns the name of whatever kind that a text is; undefined for none */
export function alternativeNameOf(text: string): AlternativeName | undefined {
	const Type = text.includes('@') ? 'EMAIL' : rules.IP(text) ? 'IP' : 'DNS';
	const name = { Type, Value: text } as const;
	return isAlternativeName(name) ? name : undefined;
}
