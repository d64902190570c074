import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { Notification } from 'electron';
import { readActivation, toastOf, toastOfWait, toastXml } from '../../../electron/shell/toastContent.ts';
import { addToToasts, decideToast, noToasts } from '../../../electron/shell/toastPolicy.ts';
import { createToasts } from '../../../electron/shell/toasts.ts';
import type { NotificationView } from '../../../shared/contract/schemas.ts';
import type { DeepLink } from '../../../shared/domain/deepLink.ts';
import { manualClock } from '../net/manualClock.ts';
import { FakeNotification } from './fakeElectron.ts';

const notice = (id: string, environmentId = id, kind = 'environment-outdated'): NotificationView => ({
  id,
  kind,
  environmentId,
  environmentName: `Cozinha ${environmentId}`,
  customerName: 'Maria',
  createdAt: '2026-03-02T12:00:00.000Z',
  state: 'delivered',
});
const here = { watching: false, away: false };

describe('when a toast is shown', () => {
  it('is after a short wait, which gathers what comes together', () => {
    let state = addToToasts(noToasts, notice('1'), 1_000);
    assert.deepEqual(decideToast(state, here, 1_000).again, 4_000);
    state = addToToasts(state, notice('2'), 3_000);
    const { show, state: after } = decideToast(state, here, 4_000);
    assert.deepEqual(show, { about: 'many', notifications: [notice('1'), notice('2')] });
    assert.equal(after.waiting.length, 0);
  });

  it('is at most once a minute; what comes meanwhile is told together', () => {
    const shown = decideToast(addToToasts(noToasts, notice('1'), 0), here, 3_000).state;
    let state = addToToasts(shown, notice('2'), 10_000);
    state = addToToasts(state, notice('3'), 20_000);
    assert.equal(decideToast(state, here, 62_999).show, null);
    assert.equal(decideToast(state, here, 62_999).again, 63_000);
    assert.equal(decideToast(state, here, 63_000).show?.about, 'many');
  });

  it('is not while the user looks at the window, which shows it itself', () => {
    const state = addToToasts(noToasts, notice('1'), 0);
    const decision = decideToast(state, { watching: true, away: false }, 10_000);
    assert.equal(decision.show, null);
    assert.equal(decision.state.waiting.length, 0);
    assert.equal(decision.again, null);
  });

  it('waits while the screen is locked', () => {
    const state = addToToasts(noToasts, notice('1'), 0);
    const decision = decideToast(state, { watching: false, away: true }, 10_000);
    assert.equal(decision.show, null);
    assert.equal(decision.again, null);
    assert.equal(decideToast(decision.state, here, 20_000).show?.about, 'one');
  });

  it('counts the same thing once', () => {
    let state = addToToasts(noToasts, notice('1', 'e'), 0);
    state = addToToasts(state, notice('2', 'e'), 1);
    state = addToToasts(state, notice('2', 'e'), 2);
    assert.deepEqual(decideToast(state, here, 9_000).show, { about: 'one', notification: notice('2', 'e') });
    state = addToToasts(state, notice('3', 'e', 'review-ready'), 3);
    assert.equal(decideToast(state, here, 9_000).show?.about, 'many');
  });

  it('is bounded in memory', () => {
    let state = noToasts;
    for (let id = 0; id < 3_000; id += 1) state = addToToasts(state, notice(String(id)), id);
    assert.equal(state.waiting.length, 1_000);
  });
});

describe('what a toast says', () => {
  it('is what happened and whose it is, and leads to the environment', () => {
    const toast = toastOf({ about: 'one', notification: notice('7', '42') }, 'pt-BR');
    assert.deepEqual(toast, {
      title: 'Ambiente desatualizado',
      body: 'Cozinha 42 · Maria\nO orçamento no FoccoLojas ainda é o de antes. Quem projeta atualiza: isso faz uma nova versão.',
      link: { open: 'environment', environmentId: '42' },
      notificationId: '7',
    });
    const { environmentId: _none, environmentName: _name, ...bare } = notice('8');
    assert.deepEqual(toastOf({ about: 'one', notification: bare }, 'pt-BR').link, { open: 'notifications' });
  });

  it('of several is their number and the first names', () => {
    const notifications = ['1', '2', '3', '4', '5'].map((id) => notice(id));
    assert.deepEqual(toastOf({ about: 'many', notifications }, 'pt-BR'), {
      title: '5 avisos novos',
      body: 'Cozinha 1, Cozinha 2, Cozinha 3 e mais 2',
      link: { open: 'notifications' },
    });
    assert.equal(toastOf({ about: 'many', notifications }, 'es').title, '5 avisos nuevos');
  });

  it('of an update that waited leads to its environment, and of a refusal says why', () => {
    const about = { event: 'wait', environmentId: '42', environmentName: 'Cozinha', at: '' } as const;
    assert.deepEqual(toastOfWait({ ...about, mode: 'update', state: 'ready' }, 'pt-BR'), {
      title: 'Orçamento do Promob',
      body: 'Cozinha: o orçamento chegou. Veja o que muda e confirme a atualização.',
      link: { open: 'environment', environmentId: '42' },
    });
    const refused = { ...about, mode: 'negotiate', state: 'refused', code: 'environment-locked' } as const;
    assert.match(toastOfWait(refused, 'pt-BR').body, /^Cozinha: “Negociar” .+ pedido/i);
  });

  it('is well-formed XML that leads back to the same place, whatever names people give', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(text, text, fc.string({ minLength: 1, maxLength: 100 }), (title, body, id) => {
        const link: DeepLink = /[^ -~]|^\.\.?$/.test(id)
          ? { open: 'sending' }
          : { open: 'environment', environmentId: id };
        const xml = toastXml({ title, body, link, notificationId: 'n&1="<' });
        let launch = '';
        const parser = new SaxesParser();
        parser.on('opentag', ({ name, attributes }) => {
          if (name === 'toast') launch = String(attributes['launch']);
        });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(xml).close();
        assert.deepEqual(readActivation(launch), { link, notificationId: 'n&1="<' });
        assert.equal(new URLSearchParams(launch).get('type'), 'click');
      }),
    );
  });

  it('leads to the notifications where a click cannot be understood', () => {
    for (const launch of [
      '',
      'type=click&tag=1',
      'open=https://x',
      'open=elo://delete',
      `notification=${'a'.repeat(300)}`,
    ]) {
      assert.deepEqual(readActivation(launch), { link: { open: 'notifications' } }, launch);
    }
  });
});

describe('toasts', () => {
  const setup = (platform: NodeJS.Platform) => {
    const clock = manualClock();
    const shown: FakeNotification[] = [];
    const opened: unknown[] = [];
    let activate: (details: { type: string; arguments: string }) => void = () => undefined;
    const attention = { watching: false, away: false };
    const toasts = createToasts({
      platform,
      clock,
      supported: () => true,
      create: (options) => {
        const notification = new FakeNotification(options);
        shown.push(notification);
        return notification as unknown as Notification;
      },
      handleActivation: (callback) => (activate = callback),
      attention: () => attention,
      locale: () => 'pt-BR',
      open: (link, notificationId) => opened.push({ link, notificationId }),
    });
    toasts.start();
    return {
      toasts,
      clock,
      shown,
      opened,
      attention,
      activate: (words: string) => activate({ type: 'click', arguments: words }),
    };
  };

  it('on Windows carry where they lead, so that a click is understood after the app was closed', () => {
    const { toasts, clock, shown, opened, activate } = setup('win32');
    toasts.notice(notice('7', '42'));
    assert.equal(shown.length, 0);
    clock.advance(3_000);
    assert.equal(shown.length, 1);
    assert.deepEqual(Object.keys(shown[0]?.options ?? {}), ['toastXml']);
    shown[0]?.emit('click');
    assert.deepEqual(opened, [], 'the activation hears it, not both');
    activate('type=click&open=elo%3A%2F%2Fenvironment%2F42&notification=7');
    assert.deepEqual(opened, [{ link: { open: 'environment', environmentId: '42' }, notificationId: '7' }]);
  });

  it('elsewhere open by their own click, and are never urgent', () => {
    const { toasts, clock, shown, opened } = setup('linux');
    toasts.notice(notice('7', '42'));
    clock.advance(3_000);
    assert.equal(shown[0]?.options.urgency, 'normal');
    assert.ok(shown[0]?.shown);
    shown[0]?.emit('click');
    assert.deepEqual(opened, [{ link: { open: 'environment', environmentId: '42' }, notificationId: '7' }]);
  });

  it('that waited for an unlocked screen come as one', () => {
    const { toasts, clock, shown, attention } = setup('linux');
    attention.away = true;
    for (let id = 0; id < 40; id += 1) toasts.notice(notice(String(id)));
    clock.advance(600_000);
    assert.equal(shown.length, 0);
    attention.away = false;
    toasts.look();
    assert.equal(shown.length, 1);
    assert.equal(shown[0]?.options.title, '40 avisos novos');
    assert.equal(clock.pending(), 0);
  });
});
