export { quoteWorth } from '../themes/quote-worth.ts'
