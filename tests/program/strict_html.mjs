// Reads markup that is as plain as our own pages: every tag is closed, every value stands in double quotes, and no `<`, `>` or
// bare `&` stands anywhere else. Whatever a browser could read in another way is refused here.
import assert from 'node:assert/strict';

const TOKEN = /<!doctype html>\n|<\?xml version="1\.0" encoding="utf-8"\?>\n|<(\/?)([a-zA-Z][\w:-]*)((?: [a-zA-Z][\w:-]*="[^"<>]*")*)(\/?)>|[^<>]+/gy;
const ATTRIBUTE = / ([a-zA-Z][\w:-]*)="([^"]*)"/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(text) {
  return text.replace(/&([^;]*);?/g, (whole, name) => {
    assert.ok(whole.endsWith(';') && name in ENTITIES, `a bare & in ${text.slice(0, 80)}`);
    return ENTITIES[name];
  });
}

/** The elements in their order, each with its name, attributes, children and text. */
export function elementsOf(markup) {
  const all = [];
  const opened = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < markup.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(markup);
    assert.ok(token, `no plain markup: ${markup.slice(at, at + 120)}`);
    const [whole, closes, name, attributes, isEmpty] = token;
    if (name === undefined) {
      if (!whole.startsWith('<')) for (const element of opened) element.text += unescaped(whole);
    } else if (closes) {
      assert.equal(opened.pop()?.name, name, `</${name}> closes another`);
    } else {
      const element = { name, attributes: Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, unescaped(value)])), text: '' };
      all.push(element);
      if (!isEmpty) opened.push(element);
    }
  }
  assert.deepEqual(opened, [], 'all is closed');
  return all;
}
