import { expect, test } from 'vitest';
import { dayMs } from '#lib/domain/time.ts';
import {
	certificateFields,
	contentIn,
	notAfterIn
} from '#lib/ui/certificate/certificate-values.ts';

function dataOf(fields: Readonly<Record<string, string>>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
}
const fieldsIn = (errors: unknown) =>
	Array.isArray(errors) ? errors.map(({ field }: { field: string }) => field) : [];

test('what is typed becomes a request, without what was left empty', () => {
	expect(
		contentIn(
			dataOf({ CommonName: ' Root G1 ', Organization: ' ', Country: 'ch', 'path-length': '3' })
		)
	).toEqual({ Subject: { CommonName: 'Root G1', Country: 'CH' } });
	expect(
		contentIn(
			dataOf({
				CommonName: 'a.example',
				names: ' *.a.example \n\n10.0.0.1\r\n2001:db8::1\na@b.example\n'
			})
		)
	).toEqual({
		Subject: { CommonName: 'a.example' },
		AlternativeNames: [
			{ Type: 'DNS', Value: '*.a.example' },
			{ Type: 'IP', Value: '10.0.0.1' },
			{ Type: 'IP', Value: '2001:db8::1' },
			{ Type: 'EMAIL', Value: 'a@b.example' }
		]
	});
	expect(contentIn(dataOf({ CommonName: 'Root G1', authority: 'on', 'path-length': '0' }))).toEqual(
		{ Subject: { CommonName: 'Root G1' }, CertificateAuthority: true, PathLength: 0 }
	);
	expect(contentIn(dataOf({ Country: 'CH', authority: 'on', 'path-length': ' ' }))).toEqual({
		...{ Subject: { Country: 'CH' }, CertificateAuthority: true }
	});
});

test('the certificate of an authority gets no names of servers and people', () => {
	const errors = contentIn(
		dataOf({ CommonName: 'Root G1', authority: 'on', names: 'a.example\n' })
	);
	expect(fieldsIn(errors)).toEqual(['names']);
	expect(JSON.stringify(errors)).toContain('The certificate of an authority has no names');
});

test('everything that is wrong is said at once, at its field', () => {
	const errors = contentIn(
		dataOf({
			...{ CommonName: 'a'.repeat(65), Country: 'Schweiz', authority: 'on', 'path-length': '10' },
			names: 'a.example\nhttps://b.example'
		})
	);
	expect(fieldsIn(errors)).toEqual([
		'Country',
		'CommonName',
		'names',
		certificateFields.pathLength
	]);
	expect(JSON.stringify(errors)).toContain('At most 64 characters.');
	expect(JSON.stringify(errors)).toContain('Line 2 is no DNS name');
	expect(fieldsIn(contentIn(dataOf({})))).toEqual(['CommonName']);
	const many = Array.from({ length: 101 }, (_, index) => `a${index}.example`).join('\n');
	expect(fieldsIn(contentIn(dataOf({ CommonName: 'a', names: many })))).toEqual(['names']);
});

test.each(['', '0', '36501', '1.5', '-1', '1e3', 'ten'])('%j days are refused', (days) => {
	expect(notAfterIn(dataOf({ days }), 0)).toMatchObject({ field: certificateFields.days });
});

test.each([1, 365, 36500])('%d days are counted from now on', (days) => {
	expect(notAfterIn(dataOf({ days: String(days) }), 1000)).toBe(1000 + days * dayMs);
});
