import { expect, test } from 'vitest';
import { placeFor, redirection } from '#lib/ui/shell/place.ts';

test.each([
	['NO_VAULT', '/', '#/welcome'],
	['NO_VAULT', '/keys/[id]', '#/welcome'],
	['NO_VAULT', null, '#/welcome'],
	['NO_VAULT', '/welcome', undefined],
	['NO_VAULT', '/setup', undefined],
	['NO_VAULT', '/setup/safe', '#/welcome'],
	['NO_VAULT', '/vault-file/open', undefined],
	['UNLOCKED', '/vault-file/open', undefined],
	['NO_VAULT', '/learn', undefined],
	['NO_VAULT', '/learn/[scenario]', undefined],
	['NO_VAULT', '/about', undefined],
	['NO_VAULT', '/about/verify', undefined],
	['LOCKED', '/keys/[id]', undefined],
	['LOCKED', '/welcome', undefined],
	['UNLOCKED', '/welcome', '#/'],
	['UNLOCKED', '/setup', '#/setup/safe'],
	['UNLOCKED', '/keys', undefined],
	['STARTING', '/keys', undefined],
	['UNAVAILABLE', '/setup', undefined]
] as const)('%s at %s redirects to %s', (phase, routeId, destination) => {
	expect(redirection(phase, routeId)).toBe(destination);
});

test.each([
	['LOCKED', '/keys/[id]', true, 'UNLOCK'],
	['LOCKED', '/welcome', true, 'UNLOCK'],
	['LOCKED', '/vault-file/open', true, 'PAGE'],
	['NO_VAULT', '/vault-file/open', true, 'PAGE'],
	['UNAVAILABLE', '/vault-file/open', true, 'PAGE'],
	['STARTING', '/vault-file/open', true, 'STARTING'],
	['LOCKED', '/vault-file/open', false, 'UNSUPPORTED'],
	['LOCKED', '/learn', true, 'PAGE'],
	['UNAVAILABLE', '/learn/[scenario]', true, 'PAGE'],
	['LOCKED', '/learn', false, 'UNSUPPORTED'],
	['LOCKED', '/about', true, 'PAGE'],
	['LOCKED', '/about/verify', true, 'PAGE'],
	['UNLOCKED', '/keys/[id]', true, 'PAGE'],
	['UNLOCKED', '/welcome', true, 'STARTING'],
	['STARTING', '/keys', true, 'STARTING'],
	['NO_VAULT', '/keys', true, 'STARTING'],
	['NO_VAULT', '/setup', true, 'PAGE'],
	['UNAVAILABLE', '/setup', true, 'UNAVAILABLE'],
	['NO_VAULT', '/welcome', false, 'UNSUPPORTED'],
	['LOCKED', '/keys', false, 'UNSUPPORTED'],
	['STARTING', '/about', false, 'PAGE']
] as const)('%s at %s, supported: %s, shows %s', (phase, routeId, supported, place) => {
	expect(placeFor(phase, routeId, supported)).toBe(place);
});
