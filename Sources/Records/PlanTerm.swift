/// What an organisation's plan must offer before another record of a type is added.
///
/// A plan stops what is set up anew: it hides nothing that is there, and keeps nobody from writing down what happened.
package enum PlanTerm: Sendable, Hashable {
  /// A feature; one that the plan says nothing of is part of it.
  case feature(String)
  /// A feature that is needed for all but the first record.
  case featureBeyondFirst(String)
  /// A field of the plan with the number of live records that it allows; empty for any number.
  case limit(String)

  /// The features that a plan may name.
  package static let features: Set = [
    "safeguarding", "medication", "ledger", "sober_living", "statutory_exports", "api", "webhooks",
    "multi_site", "custom_roles", "custom_forms",
  ]
}
