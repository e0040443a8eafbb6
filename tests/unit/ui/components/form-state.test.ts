import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { Attempt } from '#lib/ui/components/attempt.svelte.ts';
import { FieldErrors, FormState, type Submit } from '#lib/ui/components/form-state.svelte.ts';

const missing = [{ field: 'name', message: 'Enter a name.' }];
const preventDefault = vi.fn();
// Node has no forms: what is sent reads nothing of it here.
beforeAll(() => {
	vi.stubGlobal(
		'FormData',
		class {
			readonly form: unknown;
			constructor(form: unknown) {
				this.form = form;
			}
		}
	);
});
afterAll(() => {
	vi.unstubAllGlobals();
});
const event = { preventDefault, currentTarget: new EventTarget() } as unknown as Submit;

let form: FormState;
beforeEach(() => {
	preventDefault.mockClear();
	form = new FormState();
});

describe('a form', () => {
	test('is busy while it is sent, and then neither busy nor wrong', async () => {
		let finish = () => {};
		const sent = form.submit(() => new Promise((resolve) => (finish = resolve)))(event);
		expect(form.busy).toBe(true);
		finish();
		await sent;
		expect([form.busy, form.errors, form.failure]).toEqual([false, [], undefined]);
		expect(preventDefault).toHaveBeenCalledOnce();
	});

	test('is not sent again while it is busy, and never sent by the browser', async () => {
		let finish = () => {};
		const send = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
		const submit = form.submit(send);
		const first = submit(event);
		await submit(event);
		finish();
		await first;
		expect(send).toHaveBeenCalledOnce();
		expect(preventDefault).toHaveBeenCalledTimes(2);
	});

	test('says what is wrong with its fields, and goes no further', async () => {
		const engine = vi.fn();
		const submit = form.submit(async () => {
			form.refuseIfAny(missing);
			await engine();
		});
		await submit(event);
		expect(engine).not.toHaveBeenCalled();
		expect([form.errorOf('name'), form.errorOf('other')]).toEqual(['Enter a name.', undefined]);
		expect([form.busy, form.failure]).toEqual([false, undefined]);
	});

	test('forgets it at the next submit that finds nothing', async () => {
		let errors = missing;
		const submit = form.submit(async () => form.refuseIfAny(errors));
		await submit(event);
		errors = [];
		await submit(event);
		expect(form.errors).toEqual([]);
	});

	test('tells a refusal of the engine from an error of a field', async () => {
		const refusal = new KmsError('VaultLocked', {});
		await form.submit(() => Promise.reject(refusal))(event);
		expect([form.failure, form.errors]).toEqual([refusal, []]);
		await form.submit(() => Promise.reject(new FieldErrors(missing)))(event);
		expect([form.failure, form.errors]).toEqual([undefined, missing]);
		form.forget();
		expect(form.errors).toEqual([]);
	});
});

describe('a form of one field', () => {
	const focus = vi.fn();
	const querySelector = vi.fn(() => ({ focus }));
	const ofOneField = {
		preventDefault,
		currentTarget: Object.assign(new EventTarget(), { querySelector })
	} as unknown as Submit;
	beforeEach(() => focus.mockClear());

	test('puts the focus on the field that is wrong', async () => {
		await form.submit(async () => form.refuseIfAny(missing), 'name')(ofOneField);
		expect(querySelector).toHaveBeenCalledWith('[name="name"]');
		expect(focus).toHaveBeenCalledOnce();
	});

	test('leaves the focus on the button when the engine refuses, and when it is sent', async () => {
		await form.submit(() => Promise.reject(new KmsError('VaultLocked', {})), 'name')(ofOneField);
		await form.submit(() => Promise.resolve(), 'name')(ofOneField);
		expect(focus).not.toHaveBeenCalled();
	});
});

describe('an attempt', () => {
	test('is busy until all that runs has ended', async () => {
		const attempt = new Attempt();
		const ends: (() => void)[] = [];
		const start = () => attempt.run(() => new Promise<void>((resolve) => ends.push(resolve)));
		const runs = [start(), start()];
		ends[0]?.();
		await runs[0];
		expect(attempt.busy).toBe(true);
		ends[1]?.();
		await runs[1];
		expect(attempt.busy).toBe(false);
	});

	test('keeps why it failed until the next one starts or the user changes something', async () => {
		const attempt = new Attempt();
		const refusal = new KmsError('VaultLocked', {});
		expect(await attempt.run(() => Promise.reject(refusal))).toBe(false);
		expect(attempt.failure).toBe(refusal);
		expect(await attempt.run(() => Promise.resolve())).toBe(true);
		expect(attempt.failure).toBeUndefined();
		attempt.fail(refusal);
		attempt.forgetFailure();
		expect(attempt.failure).toBeUndefined();
	});
});
