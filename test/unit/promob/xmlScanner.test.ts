import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { defaultLimits, type ReadLimits } from '../../../electron/engine/promob/limits.ts';
import { XmlInput } from '../../../electron/engine/promob/xmlInput.ts';
import { XmlScanner, type XmlHandler } from '../../../electron/engine/promob/xmlScanner.ts';
import { encodeXml, type FixtureEncoding } from '../../support/promob/encodeXml.ts';
import {
  deepXml,
  entityBombXml,
  externalDtdXml,
  externalEntityXml,
  hugeAttributeXml,
} from '../../support/promob/hostile.ts';

const names = ['ITEM', 'ID', 'VALUE', 'ns:é', '_a-b.c', 'X'];

/** Everything a reader can hear of a document, in chunks of a given size. */
function events(bytes: Uint8Array, chunk = bytes.length, limits: Partial<ReadLimits> = {}): string[] {
  const heard: string[] = [];
  const handler: XmlHandler = {
    open: (name, attributes, depth) => {
      const values = names
        .map((each) => attributes.get(each))
        .map((value, index) => (value === undefined ? '' : `${names[index]}=${value}`));
      heard.push(`open ${depth} ${name} ${values.filter((value) => value !== '').join('|')}`);
      return true;
    },
    text: (piece) => {
      const last = heard.at(-1);
      if (last?.startsWith('text ') === true) heard[heard.length - 1] = last + piece;
      else heard.push(`text ${piece}`);
    },
    close: (name, depth) => heard.push(`close ${depth} ${name}`),
  };
  const input = new XmlInput(new XmlScanner(handler, { ...defaultLimits, ...limits }));
  for (let at = 0; at < bytes.length; at += Math.max(1, chunk))
    input.write(bytes.subarray(at, at + Math.max(1, chunk)));
  input.end();
  return heard;
}

function ofText(xml: string, chunk?: number, limits?: Partial<ReadLimits>): string[] {
  return events(Buffer.from(xml), chunk, limits);
}

const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

describe('the XML scanner', () => {
  it('hears elements, attributes and the text before the next tag', () => {
    assert.deepEqual(
      ofText('<?xml version="1.0"?>\n<!-- a < b -->\n<ITEM ID="1" VALUE=\'a "b"\'>t<X/>u</ITEM>\n'),
      ['open 1 ITEM ID=1|VALUE=a "b"', 'text t', 'open 2 X ', 'close 2 X', 'close 1 ITEM'],
    );
  });

  it('resolves predefined entities and character references, and nothing else', () => {
    assert.deepEqual(
      ofText('<X ID="&lt;&amp;&#233;&#x20AC;&quot;&apos;&gt;">&amp;lt;<![CDATA[&amp;<b>]]></X>'),
      ['open 1 X ID=<&é€"\'>', 'text &lt;&amp;<b>', 'close 1 X'],
    );
    for (const bad of ['&nbsp;', '&', '& ', '&#0;', '&#xD800;', '&#x110000;', '&amp']) {
      assert.throws(() => ofText(`<X ID="${bad}"/>`), code('xml-malformed'), bad);
    }
  });

  it('normalizes white space in attributes as XML says', () => {
    assert.deepEqual(ofText('<X ID="a\r\nb\tc&#10;d"/>'), ['open 1 X ID=a b c\nd', 'close 1 X']);
  });

  it('refuses what is not well-formed', () => {
    const bad = [
      '<A></B>',
      '<A></AB>',
      '<AB></A>',
      '</A>',
      '<A/><B/>',
      '<A/>x',
      'x<A/>',
      '<A ID=1/>',
      '<A ID="1"ID="2"/>',
      '<A ID="1" ID="2"/>',
      '<A ID/>',
      '<A ID="<"/>',
      '<1/>',
      '< A/>',
      '<A / >',
      '<A/ >',
      '<!ELEMENT x>',
      '<![CDATA[x]]><A/>',
      '<A><!DOCTYPE A></A>',
    ];
    for (const xml of bad) assert.throws(() => ofText(xml), code('xml-malformed'), xml);
  });

  it('tells a document that is cut short from a wrong one', () => {
    const xml = '<?xml version="1.0"?><X ID="1"><!-- c --><ITEM VALUE="é">t<![CDATA[x]]></ITEM></X>';
    const bytes = Buffer.from(xml);
    for (let at = 0; at < bytes.length; at++) {
      assert.throws(
        () => events(bytes.subarray(0, at)),
        (error) => code('xml-incomplete')(error) && (error as { retryable?: boolean }).retryable === true,
        `cut at ${at}`,
      );
    }
    assert.equal(events(bytes).at(-1), 'close 1 X');
  });

  it('never reads a DTD', () => {
    for (const xml of [
      entityBombXml('X'),
      externalEntityXml('X', 'file:///etc/passwd'),
      externalDtdXml('X', 'http://127.0.0.1/x.dtd'),
      '<!DOCTYPE X PUBLIC "a" "b"><X/>',
      `<!DOCTYPE ${'x'.repeat(5000)}`,
    ]) {
      assert.throws(() => ofText(xml), code('xml-entities-refused'));
      assert.throws(() => ofText(xml, 7), code('xml-entities-refused'));
    }
    assert.equal(ofText('<!DOCTYPE X><X/>').length, 2);
  });

  it('bounds depth, attributes, text and names', () => {
    assert.throws(() => ofText(deepXml('X', 200_000)), code('xml-too-deep'));
    assert.throws(() => ofText(hugeAttributeXml('X', 2_000_000), 65_536), code('xml-attribute-too-long'));
    assert.throws(
      () => ofText(`<X>${'t'.repeat(101)}</X>`, 10, { xmlTextBytes: 100 }),
      code('xml-text-too-long'),
    );
    assert.throws(
      () => ofText('<X><![CDATA[aaaaaa]]><!-- --><![CDATA[aaaaaa]]></X>', 100, { xmlTextBytes: 10 }),
      code('xml-text-too-long'),
    );
    assert.throws(() => ofText('<X><A/><B/><C/></X>', 5, { xmlNames: 3 }), code('xml-too-many-names'));
    assert.throws(
      () => ofText('<X A="" B="" C=""/>', 50, { xmlAttributesPerElement: 2 }),
      code('xml-too-many-attributes'),
    );
    assert.throws(() => ofText(`<${'n'.repeat(5000)}/>`), code('xml-malformed'));
    assert.equal(ofText(deepXml('X', 900)).length, 1802);
  });

  const text = '<?xml version="1.0" encoding="utf-8"?>\r\n<X ID="Orçamento são “ok” – 10 €"/>';
  const heard = ['open 1 X ID=Orçamento são “ok” – 10 €', 'close 1 X'];
  for (const encoding of [
    'utf-8',
    'utf-8-bom',
    'utf-16le',
    'utf-16be',
    'windows-1252',
  ] satisfies FixtureEncoding[]) {
    it(`reads ${encoding} by prolog or byte order mark, whatever the chunks`, () => {
      for (const chunk of [1, 3, 100]) assert.deepEqual(events(encodeXml(text, encoding), chunk), heard);
    });
  }

  it('reads ISO-8859-1, UTF-16 without a mark, and bytes that contradict their prolog', () => {
    assert.deepEqual(events(encodeXml('<?xml version="1.0" encoding="x"?><X ID="ação"/>', 'iso-8859-1')), [
      'open 1 X ID=ação',
      'close 1 X',
    ]);
    const bare = '<?xml version="1.0" encoding="utf-16"?><X ID="ação"/>';
    assert.deepEqual(events(Buffer.from(bare, 'utf16le')), ['open 1 X ID=ação', 'close 1 X']);
    assert.deepEqual(events(Buffer.from(bare, 'utf16le').swap16()), ['open 1 X ID=ação', 'close 1 X']);
    assert.deepEqual(events(Buffer.from(bare, 'utf8')), ['open 1 X ID=ação', 'close 1 X']);
    assert.throws(() => ofText('<?xml version="1.0" encoding="klingon"?><X/>'), code('xml-encoding-unknown'));
  });

  const piece = fc.string({
    unit: fc.constantFrom('a', 'é', '€', '𝄞', ' ', '\n', '&amp;', '&#65;', '>', "'", '-', ']'),
    maxLength: 6,
  });
  const content = fc.letrec<{ element: string; text: string; body: string }>((tie) => ({
    text: piece,
    body: fc
      .array(
        fc.oneof(
          { maxDepth: 4 },
          fc.constant('<!--c-->'),
          fc.constant('<?p i?>'),
          fc.constant('<![CDATA[<&]]>'),
          piece,
          tie('element'),
        ),
        { maxLength: 4 },
      )
      .map((parts) => parts.join('')),
    element: fc
      .tuple(fc.constantFrom(...names), piece, piece, tie('body'), fc.boolean())
      .map(([name, a, b, body, empty]) => {
        const head = `<${name} ID="${a}"\n VALUE = "${b}"`;
        return empty ? `${head}/>` : `${head}>${body}</${name}>`;
      }),
  })).element;

  /** What saxes, written by others, hears; null where it refuses. */
  function oracle(xml: string): string[] | null {
    const heardBySaxes: string[] = [];
    let failed = false;
    let afterOpen = false;
    const parser = new SaxesParser();
    parser.on('error', () => {
      failed = true;
    });
    let depth = 0;
    parser.on('opentag', (tag) => {
      depth++;
      const values = names
        .map((each) => [each, tag.attributes[each]] as const)
        .filter(([, value]) => value !== undefined);
      heardBySaxes.push(
        `open ${depth} ${tag.name} ${values.map(([name, value]) => `${name}=${value}`).join('|')}`,
      );
      afterOpen = true;
    });
    const onText = (value: string): void => {
      if (!afterOpen || value === '') return;
      const last = heardBySaxes.at(-1);
      if (last?.startsWith('text ') === true) heardBySaxes[heardBySaxes.length - 1] = last + value;
      else heardBySaxes.push(`text ${value}`);
    };
    parser.on('text', onText);
    parser.on('cdata', onText);
    parser.on('closetag', (tag) => {
      afterOpen = false;
      heardBySaxes.push(`close ${depth--} ${tag.name}`);
    });
    parser.write(xml).close();
    return failed ? null : heardBySaxes;
  }

  it('hears what another parser hears, whatever the chunks (property)', () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 40 }), (xml, chunk) => {
        const expected = oracle(xml);
        fc.pre(expected !== null);
        assert.deepEqual(ofText(xml, chunk), expected);
      }),
      { numRuns: 400 },
    );
  });

  it('accepts no damaged document with other content than another parser (property)', () => {
    fc.assert(
      fc.property(
        content,
        fc.nat(),
        fc.constantFrom('<', '>', '"', '/', '&', 'x', '', ' '),
        (xml, place, insert) => {
          const characters = Array.from(xml);
          characters.splice(place % (characters.length + 1), 1, insert);
          const damaged = characters.join('');
          let ours: string[];
          try {
            ours = ofText(damaged);
          } catch (error) {
            assert.match((error as { code: string }).code, /^xml-/);
            return;
          }
          const theirs = oracle(damaged);
          if (theirs !== null) assert.deepEqual(ours, theirs);
        },
      ),
      { numRuns: 400 },
    );
  });
});
