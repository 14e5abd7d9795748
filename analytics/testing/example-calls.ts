import * as library from '../index.ts'

/** A sound call for an exported function: fresh arguments each time, so that a test may spoil them. */
export type ExampleCall = () => unknown[]

const numbers = (...values: number[]) => Float64Array.from(values)
const nodes = (...values: number[]) => Uint32Array.from(values)
const flags = (...values: number[]) => Uint8Array.from(values)
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))
const manyNumbers = (count: number, make: (i: number) => number) => Float64Array.from(many(count, make))

const histories = () => ({
  x: manyNumbers(60, (i) => i % 5),
  tx: manyNumbers(60, (i) => (i % 5 === 0 ? 0 : 3 + ((i * 7) % 20))),
  T: manyNumbers(60, (i) => 26 + (i % 13)),
})
const spends = () => manyNumbers(60, (i) => (i % 5 === 0 ? 0 : 10 + ((i * 11) % 30)))
const known = () => ({ model: 'bgnbd' as const, parameters: [0.24, 4.4, 0.79, 2.4] as const })
/** What the library itself made is no input of a caller: it is passed on frozen, and left alone. */
const made = Object.freeze
const fit = made(library.fitModel('bgnbd', histories()))
const spendFit = made(library.fitGammaGamma(histories().x, spends()))
const plan = () => ({
  periods: 12,
  periodLength: 4,
  discount: 0.01,
  margin: 0.4,
  costPerPurchase: 1,
  costPerPeriod: 1,
  acquisitionCost: 5,
})
const events = () => ({ customer: [1, 1, 1, 2, 2], day: [0, 3, 9, 2, 20], amount: [5, 6, 7, 8, 9] })
const columns = () => [
  { name: 'age', kind: 'number' as const, values: manyNumbers(80, (i) => 20 + ((i * 17) % 50)) },
  { name: 'job', kind: 'text' as const, values: many(80, (i) => 'abc'[(i * 5) % 3]!) },
]
const bad = () => Uint8Array.from(many(80, (i) => ((i * 17) % 50 < 20 !== (i % 7 === 0) ? 1 : 0)))
const chance = () => manyNumbers(80, (i) => ((i * 37) % 80) / 80)
const design = () => made(library.designMatrix(columns()))
const graph = () => made(library.buildGraph(5, { from: nodes(0, 1, 2, 3, 0), to: nodes(1, 2, 3, 4, 2) }))
const curve = () => made(library.kaplanMeier(numbers(1, 2, 3, 4, 5, 6), flags(1, 0, 1, 1, 0, 1)))
const table = () =>
  Object.fromEntries(
    library.INDICATORS.map((name, k) => [name, { values: manyNumbers(6, (i) => ((i + k) * 7) % 11) }]),
  ) as library.IndicatorTable
const values = () => Object.fromEntries(library.INDICATORS.map((name, k) => [name, k])) as library.IndicatorValues
const scale = () => made(library.buildIndicatorScale(table()))
const weights = () => ({ ...library.EQUAL_WEIGHTS })
const arms = () => [
  { name: 'mail', share: 0.8 },
  { name: 'none', share: 0.2 },
]
const mean = (lift = 0) => ({ n: 200, mean: 5 + lift, variance: 4 })
const series = () => manyNumbers(28, (i) => 20 + (i % 7) + ((i * 5) % 3))
const facts = (): library.LoyaltyFacts => ({
  orders: 12,
  gapVariation: 0.3,
  satisfaction: 4,
  recommend: 9,
  repurchaseIntention: 4,
  messagesReceived: 4,
  messagesAnswered: 2,
  soleSupplier: false,
  distanceMetres: 900,
  storesUsed: 1,
  stopsWhenStoreCloses: false,
  lowestPriceOrders: 2,
  fullPriceOrders: 7,
  leftAfterPriceRise: false,
  rewardCampaignOrders: 1,
  rewardCampaignDayShare: 0.1,
  convertedReferrals: 1,
  openBarriers: 0,
})
const people = (): library.Person[] => [
  { id: '1', name: '张伟', phone: '13812345679' },
  { id: '2', name: '张玮', phone: '13812345679' },
]
const matrix = () => {
  const square = library.squareMatrix(2)
  square.entries.set([2, 0.5, 0.5, 1])
  return made(square)
}
const bowl = (at: Float64Array, slopes: Float64Array) => {
  slopes[0] = 2 * (at[0]! - 1)
  return (at[0]! - 1) ** 2
}

/** One sound call for each exported function that takes numbers. */
export const exampleCalls: Record<string, ExampleCall> = {
  // clv
  summarise: () => [events(), 60, 7],
  continueHistories: () => [events(), { customer: numbers(1, 2) }, 60, 7],
  checkHistories: () => [histories()],
  groupHistories: () => [histories()],
  fitModel: () => ['bgnbd', histories(), { prior: { logMean: [-1, 1.5, 0, 1], logSd: [0.5, 0.5, 0.5, 0.5] } }],
  chooseModel: () => [histories(), { ...histories(), T: manyNumbers(60, (i) => 40 + (i % 13)) }, { among: ['bgnbd'] }],
  checkPrior: () => [{ logMean: [0, 0, 0, 0], logSd: [1, 1, 1, 1] }],
  priorFromChain: () => [fit, 0.5],
  predict: () => [known(), histories(), { horizon: 10, plan: plan(), spend: manyNumbers(60, () => 30) }],
  nextPurchase: () => [known(), 3, 10, 20, 0.9],
  purchaseWithin: () => [known(), 3, 10, 20, 5],
  parameterIntervals: () => [fit, 0.9],
  profileInterval: () => [fit, made(library.groupHistories(histories())), 0, 0.9],
  fitGammaGamma: () => [histories().x, spends()],
  expectedSpend: () => [spendFit, 3, 35],
  expectedSpends: () => [spendFit, histories().x, spends()],
  checkPlan: () => [plan()],
  lifetimeValue: () => [2, 30, plan()],
  simpleLifetimeValue: () => [100, 0.8, 0.1],
  fitRetention: () => [[1000, 869, 743, 653, 593]],
  retentionRate: () => [{ alpha: 0.7, beta: 1.2 }, 3],
  survivalCurve: () => [{ alpha: 0.7, beta: 1.2 }, 5],
  discountedResidualLifetime: () => [{ alpha: 0.7, beta: 1.2 }, 2, 0.1, 50],
  cohortTable: () => [{ customer: [1, 1, 2], period: [0, 1, 1] }, 3],
  simulateShop: () => ['bgnbd', [0.24, 4.4, 0.79, 2.4], numbers(20, 30), 10, made(new library.Random(1))],
  evenlyJoined: () => [5, 52, 26],
  // rfm
  quantileCuts: () => [numbers(1, 2, 3, 4, 5), 5],
  scoreByCuts: () => [numbers(1, 2, 3), [1.5, 2.5]],
  scoreByRank: () => [numbers(3, 1, 2), 3],
  rfmScores: () => [{ recency: numbers(1, 5, 9), frequency: numbers(4, 2, 1), monetary: numbers(50, 20, 10) }, { parts: 3 }],
  rfmHeatMap: () => [flags(1, 2, 5), flags(5, 3, 1), numbers(5, 6, 7), 5],
  rfmLevel: () => [5, 4, 3],
  segmentOf: () => [5, 4, 3],
  rfmSegments: () => [{ R: flags(1, 5), F: flags(2, 4), M: flags(3, 3) }],
  expectedNextVisit: () => [[0, 30, 61, 90], 0.8],
  unusualPurchasing: () => [[0, 30, 61, 90, 120, 151, 180, 210], [5, 5, 6, 5, 5, 4, 5, 5], 300, { window: 90, drop: 0.4 }],
  visitGaps: () => [[0, 30, 61]],
  // pyramid
  rankPyramid: () => [numbers(9, 5, 3, 1)],
  abcClasses: () => [numbers(9, 5, 3, 1)],
  cumulativeTierSizes: () => [100],
  concentration: () => [numbers(9, 5, 3, 1), 10],
  gini: () => [numbers(9, 5, 3, 1)],
  topShare: () => [numbers(9, 5, 3, 1), 20, 100],
  customersForShare: () => [numbers(9, 5, 3, 1), 0.8],
  descending: () => [numbers(1, 9, 5)],
  tierMigration: () => [flags(0, 1, 3), flags(1, 1, 2), 4],
  serviceTimeTable: () => [flags(0, 1, 2, 3), numbers(9, 5, 3, 1), numbers(1, 2, 2, 3), 4],
  tierValueRatio: () => [flags(0, 1, 2, 3), numbers(9, 5, 3, 1), 0, 3],
  // churn
  ownRhythm: () => [[0, 30, 61], 90, { factor: 2 }],
  fallingAmount: () => [[500, 480, 300, 250, 200, 150], { group: 3, fraction: 0.7, slope: 0.1 }],
  churnFeatures: () => [[{ days: [0, 30, 61], amounts: [5, 6, 7] }], 90],
  calibrationTable: () => [chance(), bad(), 4, 0.95],
  kaplanMeier: () => [numbers(1, 2, 3, 4), flags(1, 0, 1, 1), 0.95],
  survivalAt: () => [curve(), 3],
  survivalQuantile: () => [curve(), 0.5],
  logRank: () => [numbers(1, 2, 3, 4), flags(1, 0, 1, 1), flags(0, 1, 0, 1)],
  // credit
  weightOfEvidence: () => [
    [
      { goods: 80, bads: 20 },
      { goods: 20, bads: 80 },
    ],
  ],
  strengthOf: () => [0.2],
  binColumn: () => [columns()[0], bad(), { fineBins: 10, leastShare: 0.1 }],
  fitLogistic: () => [design(), bad(), { ridge: 0.1 }],
  predictLogistic: () => [made(library.fitLogistic(design(), bad())), design()],
  crossValidate: () => [design(), bad(), 4],
  discrimination: () => [chance(), bad()],
  brierScore: () => [chance(), bad()],
  scaling: () => [{ base: 600, odds: 50, pointsToDouble: 20 }],
  scoreOfProbability: () => [0.1, { base: 600, odds: 50, pointsToDouble: 20 }],
  creditGrade: () => [610, [640, 620, 600]],
  populationStability: () => [
    [50, 50],
    [60, 40],
  ],
  scoreStability: () => [chance(), chance(), 5],
  // network
  buildGraph: () => [3, { from: nodes(0, 1), to: nodes(1, 2), weight: numbers(1, 2) }],
  withLinks: () => [graph(), { from: nodes(0), to: nodes(4) }, 5],
  pageRank: () => [graph(), 0.85, { tolerance: 1e-9 }],
  eigenvectorCentrality: () => [graph(), { tolerance: 1e-9 }],
  communities: () => [graph(), { resolution: 1, seed: 1 }],
  modularity: () => [graph(), nodes(0, 0, 0, 1, 1), 1],
  influence: () => [Int32Array.of(-1, 0, 1), numbers(5, 6, 7), 2],
  socialActivity: () => [[1, 5], [1, 2], 30, 30],
  // indicators and loyalty
  buildIndicatorScale: () => [table()],
  percentileScore: () => [scale(), library.INDICATORS[0], 5],
  scoreCustomer: () => [scale(), values(), weights()],
  scoreIndicators: () => [table(), weights(), scale()],
  explainChange: () => [
    { scale: scale(), values: values(), weights: weights() },
    { scale: scale(), values: values(), weights: weights() },
  ],
  requireWeights: () => [weights()],
  classifyLoyalty: () => [facts()],
  loyaltyScore: () => [
    {
      attitude: { satisfaction: 4, recommend: 9, repurchaseIntention: 4 },
      behaviour: { recency: 50, frequency: 50, amount: 50, retention: 50, lifetime: 50 },
      advocacy: { referrals: 1, sharedResources: 0, adoptedAdvice: 1, protectedImage: 0 },
    },
    { attitude: 0.5, behaviour: 0.25, advocacy: 0.25 },
  ],
  // satisfaction
  netPromoterScore: () => [[10, 9, 8, 3], 0.95],
  customerSatisfaction: () => [[5, 4, 3, 1], 0.95],
  satisfactionTrend: () => [
    [
      { label: '1', answers: [10, 9, 3] },
      { label: '2', answers: [8, 9, 10] },
    ],
    'nps',
    0.95,
    0.05,
  ],
  driverAnalysis: () => [
    [
      { name: 'taste', ratings: manyNumbers(40, (i) => (i * 7) % 5) },
      { name: 'smile', ratings: manyNumbers(40, (i) => (i * 11) % 7) },
    ],
    manyNumbers(40, (i) => ((i * 7) % 5) + ((i * 3) % 4)),
    { resamples: 20, seed: 1 },
  ],
  relativeWeights: () => [matrix(), numbers(0.3, 0.4)],
  // uplift
  checkSampleRatio: () => [arms(), [790, 210]],
  rateLift: () => [{ n: 100, successes: 20 }, { n: 90, successes: 10 }, 0.95],
  summariseArm: () => [numbers(1, 2, 3)],
  meanLift: () => [mean(1), mean(), 0.95],
  holm: () => [[0.01, 0.2]],
  wilsonInterval: () => [20, 100, 0.95],
  sampleSizeForRates: () => [0.1, 0.12, { alpha: 0.05, power: 0.8, controlRatio: 1 }],
  sampleSizeForMeans: () => [1, 5, 5, { alpha: 0.05, power: 0.8, controlRatio: 1 }],
  alwaysValidLook: () => [
    manyNumbers(200, (i) => i % 3),
    manyNumbers(200, (i) => (i * 7) % 4),
    { alpha: 0.05, expectedLift: 0.2 },
    null,
  ],
  alwaysValidLookAt: () => [mean(1), mean(), { alpha: 0.05, expectedLift: 0.2 }, null],
  groupSequentialBoundaries: () => [[0.5, 1], 0.05],
  campaignReturn: () => [{ lift: 0.05, interval: [0.01, 0.09] }, 1000, 20, 500],
  assignArm: () => ['7', 'spring', arms()],
  checkByAaRuns: () => [many(40, String), manyNumbers(40, (i) => i % 2), { holdOut: 0.5, runs: 20, alpha: 0.05 }],
  // forecast and funnel
  forecastError: () => [
    [1, 2],
    [2, 2],
  ],
  predictNaive: () => [series(), 7, 3, 0.9],
  fitSmoothing: () => [series(), { season: 7, trend: false }],
  seasonalForecast: () => [series(), { season: 7, horizon: 3, level: 0.9, minimum: 0, origins: 2 }],
  salesForecast: () => [
    [
      { amount: 100, stage: 'a' },
      { amount: 50, stage: 'b' },
    ],
    { a: { won: 3, lost: 5 }, b: { probability: 0.5 } },
    { level: 0.8, draws: 100, seed: 1 },
  ],
  funnel: () => [
    ['a', 'b'],
    [
      { reached: 1, outcome: 'won', days: [2, 3] },
      { reached: 0, outcome: 'lost' },
    ],
    0.95,
  ],
  // linkage
  comparePeople: () => [people()[0], people()[1], made(library.startLinkageModel()), { mergeAt: 0.99, askAt: 0.5 }],
  linkPeople: () => [people(), { mergeAt: 0.99, askAt: 0.5 }],
  // stats
  quantile: () => [numbers(1, 2, 3), 0.5],
  quantiles: () => [numbers(1, 2, 3), [0.1, 0.9]],
  quantilesOfSorted: () => [numbers(1, 2, 3), [0.1, 0.9]],
  median: () => [numbers(1, 2, 3)],
  minimise: () => [bowl, { starts: [[0]], lower: [-5], upper: [5] }],
  findRoot: () => [(x: number) => x - 1, 0, 3],
  lnGamma: () => [2.5],
  lnBeta: () => [2, 3],
  digamma: () => [2.5],
  trigamma: () => [2.5],
  gammaP: () => [2, 1],
  gammaQ: () => [2, 1],
  betaI: () => [2, 3, 0.4],
  betaInverse: () => [0.4, 2, 3],
  erf: () => [0.5],
  erfc: () => [0.5],
  normalCdf: () => [1],
  normalDensity: () => [1],
  normalTail: () => [1],
  normalTwoSided: () => [1],
  normalInverse: () => [0.9],
  normalQuantileOfLevel: () => [0.95],
  chiSquareCdf: () => [3, 2],
  chiSquareTail: () => [3, 2],
  chiSquareInverse: () => [0.9, 2],
  studentTail: () => [1, 5],
  studentTwoSided: () => [1, 5],
  studentInverse: () => [0.9, 5],
  fTail: () => [2, 3, 10],
  lnHyp2F1: () => [1, 2, 3, 0.5],
  unitHyp2F1: () => [2, 3, 0.5],
}
