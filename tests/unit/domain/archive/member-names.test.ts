import { expect, test } from 'vitest';
import { archiveLimits, MemberNames } from '#lib/domain/archive/member-names.ts';

// Which names are refused, and which two names are one: tests/unit/service/worker/tar.test.ts.

test('gives the parts of a path', () => {
	const names = new MemberNames();
	expect(names.add('./a//b/./c', 'FILE')).toEqual(['a', 'b', 'c']);
	expect(names.add('a/', 'FOLDER')).toEqual(['a']);
	expect(names.add('./', 'FOLDER')).toEqual([]);
	expect(names.add('a/.hidden', 'FILE')).toEqual(['a', '.hidden']);
	expect(names.add('👩‍👩‍👧.jpg', 'FILE')).toEqual(['👩‍👩‍👧.jpg']);
});

test('takes a folder twice, and not a file', () => {
	const names = new MemberNames();
	names.add('a', 'FOLDER');
	names.add('a', 'FOLDER');
	names.add('a/b', 'FILE');
	expect(() => names.add('a', 'FILE')).toThrow('InvalidArchive');
});

test('takes as many members as Airlock makes, and no more', () => {
	const names = new MemberNames();
	for (let index = 0; index < archiveLimits.mostMembers; index++) names.add(`f${index}`, 'FILE');
	expect(() => names.add('last', 'FILE')).toThrow('InvalidArchive');
});
