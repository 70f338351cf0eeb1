import type { AnalysedTheme, SummaryFigures } from '../../http/client-types.ts'
import { ShareBar, SplitBar } from '../charts/bars.tsx'
import { effectAxis } from '../charts/effect-axis.ts'
import { EffectPlot, EffectScale } from '../charts/effect-plot.tsx'
import { numbers } from '../numbers.ts'
import { effectOn, flagWords, OUTCOME_WORDS, OUTCOMES } from '../words.ts'
import { Explain } from './explain.tsx'

type Props = {
  readonly theme: AnalysedTheme
  readonly summary: SummaryFigures
  /** The theme that is mentioned together with it most, by name. */
  readonly partner: string | null
}

/** All figures of one theme with their explanations. */
export function ThemeFigures({ theme, summary, partner }: Props) {
  const { effect } = theme
  return (
    <section class="figures" aria-label="Figures">
      {effect && <Effects theme={theme} />}
      <dl class="facts">
        <div>
          <dt>
            Mentions <Explain about="mentions" />
          </dt>
          <dd>
            {numbers.count(theme.mentionCount)}{' '}
            <span class="soft">({numbers.percent(theme.mentionShare)} of comments)</span>
          </dd>
        </div>
        <div>
          <dt>
            How they speak of it <Explain about="polarity" />
          </dt>
          <dd>
            <SplitBar
              negative={theme.negativeCount}
              neutral={theme.neutralCount}
              positive={theme.positiveCount}
            />
          </dd>
        </div>
        <div>
          <dt>
            Detractors among them <Explain about="detractorShare" />
          </dt>
          <dd>
            <ShareBar share={theme.detractorShare} base={summary.detractorShare} />
          </dd>
        </div>
        {effect && <EffectFacts effect={effect} />}
      </dl>
      {theme.flags.length > 0 && (
        <ul class="caveats">
          {theme.flags.map((flag) => (
            <li key={flag}>{flagWords(flag, partner).long}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function EffectFacts({ effect }: { readonly effect: NonNullable<AnalysedTheme['effect']> }) {
  return (
    <>
      <div>
        <dt>
          Detractors at stake <Explain about="recoverable" />
        </dt>
        <dd>{numbers.plain(effect.recoverableDetractors)}</dd>
      </div>
      <div>
        <dt>
          Crude figure <Explain about="crude" />
        </dt>
        <dd>{numbers.signed(effect.leaveOut.detractorShare * 100)} points</dd>
      </div>
      <div>
        <dt>
          q value <Explain about="qValue" />
        </dt>
        <dd>{numbers.plain(effect.onDetractorShare.qValue, 3)}</dd>
      </div>
      {effect.stability !== null && (
        <div>
          <dt>
            Rank stability <Explain about="stability" />
          </dt>
          <dd>{numbers.percent(effect.stability)}</dd>
        </div>
      )}
    </>
  )
}

function Effects({ theme }: { readonly theme: AnalysedTheme }) {
  const rows = OUTCOMES.flatMap((name) => {
    const effect = effectOn(theme, name)
    return effect ? [{ name, effect, outcome: OUTCOME_WORDS[name] }] : []
  })
  const axis = effectAxis(
    rows.flatMap(({ effect, outcome }) => [
      effect.confLow * outcome.factor,
      effect.confHigh * outcome.factor,
    ])
  )
  return (
    <table class="effects">
      <thead>
        <tr>
          <th scope="col">
            Effect, points <Explain about="effect" />
          </th>
          <th scope="col">
            <span class="hidden">Estimate and interval</span>
          </th>
          <th scope="col">
            <EffectScale axis={axis} />
            <span class="hidden">Plot</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, effect, outcome }) => (
          <tr key={name}>
            <th scope="row">{outcome.name}</th>
            <td class="numeric">
              <strong>{numbers.signed(effect.estimate * outcome.factor)}</strong>{' '}
              <span class="soft">
                {numbers.signed(effect.confLow * outcome.factor)} to{' '}
                {numbers.signed(effect.confHigh * outcome.factor)}
              </span>
            </td>
            <td>
              <EffectPlot effect={effect} crude={null} axis={axis} outcome={outcome} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
