/// Whether the name of a medicine meets what somebody is allergic to.
package enum Allergen {
  /// The kinds of conditions that speak against a medicine.
  package static let kinds = ["allergy", "intolerance", "adverse_reaction"]

  /// A class of medicines: what people call it, and the stems by which its members are known (WHO, The use of stems in
  /// the selection of International Nonproprietary Names, 2018).
  private struct Class {
    /// Whole words, in the singular.
    let names: Set<String>
    let stems: [String]

    /// Whoever does not tolerate one member is asked about all.
    func holds(_ text: Name) -> Bool {
      text.names(anyOf: names) || stems.contains(where: text.folded.contains)
    }
  }

  private static let classes = [
    Class(names: ["penicillin", "lactam"], stems: ["cillin"]),
    Class(names: ["cephalosporin", "lactam"], stems: ["cef", "cepha", "cephra"]),
    Class(
      names: ["nsaid", "inflammatory", "inflammatorie"],
      stems: [
        "profen", "aspirin", "acetylsalicyl", "naproxen", "fenac", "coxib", "oxicam", "metacin", "methacin",
        "mefenam", "etodolac", "ketorolac", "nabumetone", "sulindac",
      ]),
    // Not every salt: a sulfate is no sulfonamide.
    Class(
      names: ["sulfa", "sulpha", "sulfonamide", "sulphonamide"],
      stems: [
        "sulfameth", "sulphameth", "sulfasal", "sulphasal", "sulfadi", "sulphadi", "sulfacet", "sulphacet",
      ]),
    Class(names: ["macrolide"], stems: ["thromycin"]),
    Class(names: ["tetracycline"], stems: ["cycline"]),
    Class(names: ["quinolone", "fluoroquinolone"], stems: ["oxacin"]),
    Class(names: ["statin"], stems: ["vastatin"]),
    Class(
      names: ["benzodiazepine", "benzo"], stems: ["azepam", "azolam", "chlordiazepoxide", "clobazam"]),
    Class(
      names: ["opioid", "opiate"],
      stems: [
        "codeine", "morph", "tramadol", "codone", "fentan", "methadone", "buprenorphin", "tapentadol",
        "pethidine", "meptazinol", "dextropropoxyphene", "heroin", "papaveretum",
      ]),
  ]

  /// What is in a medicine whose name does not say it, by the letters of that name: combinations by their British
  /// names, and brands.
  private static let contents: [(name: String, parts: String)] = [
    ("coamilofruse", "amiloride furosemide"), ("coamilozide", "amiloride hydrochlorothiazide"),
    ("coamoxiclav", "amoxicillin clavulanic acid"), ("cobeneldopa", "benserazide levodopa"),
    ("cocareldopa", "carbidopa levodopa"), ("cocodamol", "codeine paracetamol"),
    ("cocodaprin", "codeine aspirin"), ("codanthramer", "dantron poloxamer"),
    ("codanthrusate", "dantron docusate"), ("codydramol", "dihydrocodeine paracetamol"),
    ("cofluampicil", "flucloxacillin ampicillin"), ("cophenotrope", "diphenoxylate atropine"),
    ("coproxamol", "dextropropoxyphene paracetamol"), ("cotenidone", "atenolol chlortalidone"),
    ("cotrimoxazole", "sulfamethoxazole trimethoprim"),
    ("acetaminophen", "paracetamol"), ("albuterol", "salbutamol"), ("anadin", "aspirin"),
    ("augmentin", "amoxicillin clavulanic acid"), ("bactrim", "sulfamethoxazole trimethoprim"),
    ("brufen", "ibuprofen"), ("butrans", "buprenorphine"), ("buvidal", "buprenorphine"),
    ("calpol", "paracetamol"), ("celebrex", "celecoxib"), ("ciproxin", "ciprofloxacin"),
    ("crestor", "rosuvastatin"), ("disprin", "aspirin"), ("epilim", "valproate"),
    ("espranor", "buprenorphine"), ("kapake", "codeine paracetamol"), ("keflex", "cefalexin"),
    ("klaricid", "clarithromycin"), ("lipitor", "atorvastatin"), ("longtec", "oxycodone"),
    ("magnapen", "flucloxacillin ampicillin"), ("motrin", "ibuprofen"), ("mstcontinus", "morphine"),
    ("naprosyn", "naproxen"), ("nurofen", "ibuprofen"), ("oxycontin", "oxycodone"), ("oxynorm", "oxycodone"),
    ("palexia", "tapentadol"), ("panadol", "paracetamol"), ("paramol", "dihydrocodeine paracetamol"),
    ("percocet", "oxycodone paracetamol"), ("physeptone", "methadone"), ("ponstan", "mefenamic acid"),
    ("remedeine", "dihydrocodeine paracetamol"), ("rocephin", "ceftriaxone"),
    ("septrin", "sulfamethoxazole trimethoprim"), ("sevredol", "morphine"), ("shortec", "oxycodone"),
    ("solpadol", "codeine paracetamol"), ("suboxone", "buprenorphine naloxone"),
    ("subutex", "buprenorphine"), ("tazocin", "piperacillin tazobactam"),
    ("tramacet", "tramadol paracetamol"), ("tylenol", "paracetamol"), ("tylex", "codeine paracetamol"),
    ("valium", "diazepam"), ("ventolin", "salbutamol"), ("vicodin", "hydrocodone paracetamol"),
    ("voltarol", "diclofenac"), ("voltaren", "diclofenac"), ("zapain", "codeine paracetamol"),
    ("zithromax", "azithromycin"), ("zocor", "simvastatin"), ("zosyn", "piperacillin tazobactam"),
  ]

  /// A name as it was typed, and each thing that it is known to hold.
  private struct Name {
    let folded: String
    let words: [String]

    init(_ text: String) {
      folded = Text.folded(text)
      words = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Itself, and its parts where it is a combination or a brand.
    var all: [Name] {
      let letters = words.joined()
      return [self]
        + contents.filter { letters.contains($0.name) }.flatMap { content in
          content.parts.split(separator: " ").map { Name(String($0)) }
        }
    }

    /// Whether a word is one of these, in the singular or plural.
    func names(anyOf names: Set<String>) -> Bool {
      words.contains { names.contains($0) || ($0.last == "s" && names.contains(String($0.dropLast()))) }
    }

    /// Whether its words hold those of another, beginning with the beginning of a word.
    func holds(_ other: Name) -> Bool {
      " \(words.joined(separator: " "))".contains(" \(other.words.joined(separator: " "))")
    }
  }

  /// By name, by the parts of a combination or brand, and by class; a member of a class stands for the class.
  package static func meets(_ allergen: String, medicine: String) -> Bool {
    let medicines = Name(medicine).all
    return Name(allergen).all.contains { allergen in medicines.contains { meets(allergen, $0) } }
  }

  private static func meets(_ allergen: Name, _ medicine: Name) -> Bool {
    let isClass = classes.contains { allergen.names(anyOf: $0.names) }
    // A short word is found in many others: tin in each statin.
    let isFound =
      allergen.folded.count >= 5 ? medicine.folded.contains(allergen.folded) : medicine.holds(allergen)
    if !isClass, allergen.folded.count >= 3, isFound { return true }
    if medicine.folded.count >= 3, allergen.holds(medicine) { return true }
    return classes.contains { $0.holds(allergen) && $0.holds(medicine) }
  }
}
