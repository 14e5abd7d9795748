export default {
  today: {
    title: 'Today',
    purpose: 'What to see to first: overdue, today, the next seven days.',
    points: [
      'Done, tomorrow and passed on take a tap each; the message in the corner takes a slip back.',
      'A repeating task makes its next one when it is done, so missed ones do not pile up. The 31st is the last day of a shorter month.',
      'Birthdays are solar or lunar. Born in a leap month: kept in that leap month where the year has it, else in the plain month; the 30th of a short month is its 29th; 29 February is 28 February in a common year.',
      'Birthdays of one’s own customers and of those nobody looks after; “Greeted” notes it on the timeline.',
      'A promise turns red when its day is over; managers see everybody’s overdue things and kept promises under “Team”.',
      'j and k move, Enter opens the customer, d is done, t adds something.',
    ],
  },
  find: {
    title: 'Find',
    purpose: 'The customer stands before you: a few keys find them.',
    points: [
      'Last four digits of the phone, name, pinyin or its initials (zw finds 张伟), licence plate, customer number or form of address.',
      'When one person fits, Enter opens them; when several do, choose with the arrow keys by form of address, last visit and store.',
      'Ctrl K (⌘ K on a Mac) or / opens the box on every page.',
    ],
  },
  customers: {
    title: 'Customers',
    purpose: 'All customers you may see, to search, filter and sort.',
    points: [
      'Click a column to sort, again to turn it round; money and dates begin with the largest.',
      'The filters stand in the address: copy it to send this view to a colleague. Phone numbers never enter the address.',
      'j and k move, Enter opens; coming back you are where you were.',
      '“Total spend” counts sales and consumption only, without top-ups, refunds taken off.',
    ],
  },
  customer: {
    title: 'Customer page',
    purpose: 'One person whole: who it is, what happened, what they spend.',
    points: [
      'Phone numbers are masked; the eye shows them when you say why, and that is recorded.',
      'What is not known says so and can be filled in on the spot; nothing is guessed.',
      'Noting a contact: choose how, write a few words, save. Ctrl Enter saves too.',
      'When two people edit at once the first save counts; the second sees the newest content with their own changes kept.',
    ],
  },
  imports: {
    title: 'Import',
    purpose: 'Brings in customers, orders and visits that exist elsewhere.',
    points: [
      'CSV, TSV and XLSX, Chinese or English headers, UTF-8 or GB18030 are recognised.',
      '“Try out” shows the result without writing anything.',
      'The same file again changes nothing: what is there counts as unchanged.',
      'Rows that cannot be taken are listed with the reason, to download and mend; a whole import can be taken back.',
    ],
  },
  rfm: {
    title: 'RFM value',
    purpose: 'When last, how often, how much, in five scores each: who is good and who is drifting away.',
    points: [
      'Counts sales and consumption with a customer and an amount that is not negative; no top-ups, no cancellations.',
      'Scores are cut at the fifths; equal figures get equal scores, so the fifths differ in size.',
      'Five is best; the fewer days since the last purchase, the higher the score.',
      'Every number opens its customers.',
    ],
  },
  pyramid: {
    title: 'Customer pyramid',
    purpose: 'Customers in order of what they spent: how few bring how much.',
    points: [
      'The first 1% are VIP customers, the next 4% main, the next 15% ordinary, the other 80% small; head counts are rounded up.',
      'The closer the Gini coefficient is to 1, the fewer people the revenue comes from.',
      'Choose a past day to see the pyramid of that day; today’s tiers stay as they are.',
    ],
  },
  valueRows: {
    title: 'Customers behind a figure',
    purpose: 'Opened from a chart: the customers that the figure is made of.',
    points: ['The best come first.', 'Esc goes back to the chart.'],
  },
  backup: {
    title: 'Backup',
    purpose: 'The data is backed up every night; if the computer breaks, it comes back on another.',
    points: [
      'Each one is tried out after writing; half a backup or a damaged one never counts.',
      'Kept are one for each of 7 days, 4 weeks and 6 months; exports stay until you remove them.',
      'Keep the key file apart: without it nobody can read the personal data in a backup, not even you.',
      'Erased customers do not come back with a restore: the erasure log beside the backups erases them again.',
    ],
  },
  password: {
    title: 'Change password',
    purpose: 'A new password that only you know.',
    points: [
      'At least ten characters; a sentence you can remember is safer than a short riddle.',
      'Sessions on other devices end.',
    ],
  },
}
