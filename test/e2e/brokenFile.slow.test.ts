import { it } from 'node:test';
import { errorText, text } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';

inEachHost('a broken file', (open) => {
  it('is listed with what is wrong and what to do, and can be bound once it is saved whole', async (t) => {
    const { page, hands, designer } = await open(t);
    await hands.tab('home.tab.files').click();
    designer.drawHalf('Cozinha');
    const why = errorText({ code: 'container-incomplete' });
    await page
      .getByText(why.text)
      .filter({ hasText: why.remedy ?? '' })
      .waitFor();
    const of = (act: string) => ({ act, name: 'Cozinha.promob' });
    await hands.button('home.act.of', of(text('environment.file-show'))).waitFor();
    await hands.button('home.act.of', of(text('home.files.bind'))).waitFor({ state: 'detached' });

    designer.save('Cozinha');
    await hands.button('home.act.of', of(text('home.files.bind'))).waitFor();
    await page.getByText(why.text).waitFor({ state: 'detached' });
  });
});
