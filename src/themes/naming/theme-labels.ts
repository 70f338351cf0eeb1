/** What a theme is called: at large, and where mentions of one sign prevail. */
export type ThemeLabels = {
  readonly label: string
  readonly negativeLabel: string
  readonly positiveLabel: string
}
