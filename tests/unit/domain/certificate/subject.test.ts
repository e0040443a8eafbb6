import { expect, test } from 'vitest';
import {
	subjectFault,
	type SubjectFault,
	type SubjectPartName
} from '#lib/domain/certificate/subject.ts';

test.each<[SubjectPartName, string]>([
	['CommonName', 'a'.repeat(64)],
	['CommonName', '𝒜'.repeat(64)],
	['CommonName', 'Muster Root CA, G1 = "2026" + #1'],
	['Organization', '示例公司'],
	['State', 'a'.repeat(128)],
	['Country', 'CH']
])('%s can be %j', (part, value) => {
	expect(subjectFault(part, value)).toBeUndefined();
});

test.each<[SubjectPartName, string, SubjectFault]>([
	['CommonName', 'a'.repeat(65), 'TOO_LONG'],
	['Organization', 'a'.repeat(65), 'TOO_LONG'],
	['OrganizationalUnit', 'a'.repeat(65), 'TOO_LONG'],
	['Locality', 'a'.repeat(129), 'TOO_LONG'],
	['State', 'a'.repeat(129), 'TOO_LONG'],
	['CommonName', 'a\nb', 'CONTROL_CHARACTER'],
	['CommonName', 'a\0.example', 'CONTROL_CHARACTER'],
	['CommonName', 'a\u202eb', 'CONTROL_CHARACTER'],
	['CommonName', 'a\ud800', 'CONTROL_CHARACTER'],
	['CommonName', ' a', 'SPACE_AT_END'],
	['CommonName', 'a ', 'SPACE_AT_END'],
	['CommonName', '', 'EMPTY'],
	['Country', 'Switzerland', 'NOT_TWO_LETTERS'],
	['Country', 'ch', 'NOT_TWO_LETTERS'],
	['Country', '', 'NOT_TWO_LETTERS']
])('%s can’t be %j', (part, value, fault) => {
	expect(subjectFault(part, value)).toBe(fault);
});
