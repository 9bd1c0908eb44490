import { describe, expect, it } from 'vitest';
import { channelsOf, faultIn, handlesIn, isAddress, newRule, tidied } from './rules';

const rule = (more = {}) => ({ ...newRule(), name: 'Peaks', ...more });

describe('a rule while it is written', () => {
  it('begins as what a house without rules does', () => {
    expect(faultIn(rule())).toBeNull();
    expect(channelsOf(rule())).toEqual(['browser']);
  });

  it('says what is missing by its field', () => {
    expect(faultIn(rule({ name: ' ' }))?.field).toBe('rule-name');
    expect(faultIn(rule({ kind: 'word' }))?.field).toBe('rule-word');
    expect(faultIn(rule({ kind: 'author', reach_min: 0 }))?.field).toBe('rule-handles');
    expect(faultIn(rule({ kind: 'author', handles: ['ada'], reach_min: 0 }))).toBeNull();
  });

  it('names the address that is none, and a relay to nobody', () => {
    const to = [{ channel: 'email', address: 'ada@example.org' }, { channel: 'webhook', address: 'hooks.example' }];
    expect(faultIn(rule({ to }))).toEqual({ field: 'rule-to-1', text: 'rule.needUrl' });
    expect(faultIn(rule({ escalate: { after_minutes: 5, to: [] } }))?.field).toBe('rule-escalate-add');
    expect(faultIn(rule({ escalate: { after_minutes: 5, to: [{ channel: 'email', address: 'x' }] } }))).toEqual({ field: 'rule-escalate-0', text: 'rule.needMail' });
  });

  it('knows an address of a mailbox and one of a webhook', () => {
    expect(isAddress({ channel: 'email', address: 'a.b+c@mail.example' })).toBe(true);
    expect(isAddress({ channel: 'email', address: 'a@b.example, c@d.example' })).toBe(false);
    expect(isAddress({ channel: 'webhook', address: 'https://hooks.example/x?y=1' })).toBe(true);
    for (const address of ['', 'ftp://hooks.example/', 'https://user@hooks.example/', 'javascript:alert(1)']) {
      expect(isAddress({ channel: 'webhook', address })).toBe(false);
    }
  });

  it('takes handles as people write them', () => {
    expect(handlesIn('@ada, eve.example;@ada\n bob')).toEqual(['ada', 'eve.example', 'bob']);
  });

  it('is sent without what its kind does not ask for', () => {
    const sent = tidied(rule({ name: ' Peaks ', word: 'recall', handles: ['ada'], to: [{ channel: 'browser', address: 'x' }] }));
    expect(tidied(rule({ kind: 'word', word: ' recall ', posts_min: 10 }))).toMatchObject({ word: 'recall', posts_min: 1 });
    expect(sent).toMatchObject({ name: 'Peaks', word: '', handles: [], reach_min: 0, to: [{ channel: 'browser', address: '' }] });
  });
});
