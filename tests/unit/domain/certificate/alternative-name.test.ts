import { expect, test } from 'vitest';
import {
	alternativeNameOf,
	isAlternativeName,
	type AlternativeName
} from '#lib/domain/certificate/alternative-name.ts';

test.each<[string, AlternativeName['Type']]>([
	['example', 'DNS'],
	['build-7.a.example', 'DNS'],
	['*.a.example', 'DNS'],
	['xn--bcher-kva.example', 'DNS'],
	[`${'a'.repeat(63)}.example`, 'DNS'],
	['10.0.0.1', 'IP'],
	['255.255.255.255', 'IP'],
	['2001:db8::1', 'IP'],
	['::', 'IP'],
	['::ffff:192.0.2.1', 'IP'],
	['a@b.example', 'EMAIL'],
	['first.last+tag@mail.b.example', 'EMAIL']
])('%s is a name', (text, Type) => {
	expect(alternativeNameOf(text)).toEqual({ Type, Value: text });
});

test.each([
	...['', ' ', 'a b', 'a..example', '.example', 'example.', '-a.example', 'a-.example', '*', '*.'],
	...['*.example', 'a.*.example', '**.a.example', 'a_b.example', 'bücher.example', 'a.example\n'],
	...['10.0.0.256', '10.0.0', '10.0.0.1.', '1.2.3.4.5', '010.0.0.1', '10.0.0.1/8', '7'],
	...['2001:db8::1::2', 'fe80::1%eth0', '[::1]', ':::', '1:2:3:4:5:6:7', '::g'],
	...['@a.example', 'a@', 'a@b@c.example', 'a b@c.example', '.a@b.example', 'a@10.0.0.1'],
	...['a"@b.example', 'ä@b.example', `${'a'.repeat(65)}@b.example`],
	...[`${'a'.repeat(64)}.example`, 'https://a.example', 'a.example:443'],
	`${'a.'.repeat(126)}aa`
])('%j is none', (text) => {
	expect(alternativeNameOf(text)).toBeUndefined();
	for (const Type of ['DNS', 'IP', 'EMAIL'] as const)
		expect(isAlternativeName({ Type, Value: text })).toBe(false);
});
