import Records
import Testing

/// MED-4: what somebody must not have is found under each name it goes by, and nothing else is stopped.
@Suite struct AllergenTests {
  @Test(arguments: [
    ("Amoxicillin", "Co-amoxiclav"), ("Amoxicillin", "Flucloxacillin"), ("Penicillin", "Co-fluampicil"),
    ("Penicillin", "Augmentin 625 mg"), ("Penicillins", "Tazocin"),
    ("Penicillin V", "Phenoxymethylpenicillin"),
    ("Beta-lactam antibiotics", "Cefalexin"), ("Co-amoxiclav", "Amoxicillin"),
    ("Codeine", "Co-codamol 30/500"), ("Codeine", "co codamol"), ("Codeine", "Co-dydramol"),
    ("Aspirin", "Co-codaprin"), ("Aspirin", "Ibuprofen"), ("Paracetamol", "Co-codamol"),
    ("Paracetamol", "Calpol"), ("Acetaminophen", "Paracetamol"), ("Tylenol", "Panadol"),
    ("Ibuprofen", "Naproxen"), ("Nurofen", "Diclofenac"), ("NSAIDs", "Indometacin"),
    ("Anti-inflammatories", "Voltarol"), ("Trimethoprim", "Co-trimoxazole"), ("Sulfa drugs", "Septrin"),
    ("Sulphonamides", "Sulfasalazine"), ("Opioids", "Methadone"), ("Opioids", "Buprenorphine"),
    ("Opiates", "Hydrocodone"), ("Morphine", "Suboxone"), ("Cephalosporin", "Cephalexin"),
    ("Cephalosporins", "Keflex"), ("Erythromycin", "Clarithromycin"), ("Statins", "Lipitor"),
    ("Benzodiazepines", "Diazepam"), ("Thyroxine", "Levothyroxine"), ("Iron", "Iron tablets"),
    ("Metformin modified release", "Metformin"),
  ])
  func `a medicine meets an allergen by name, parts, brand and class`(allergen: String, medicine: String) {
    #expect(Allergen.meets(allergen, medicine: medicine))
  }

  @Test(arguments: [
    ("Penicillin", "Paracetamol"), ("Penicillin", "Penicillamine"), ("Penicillin", "Cefalexin"),
    ("Penicillin", "Co-codamol"), ("Codeine", "Co-amoxiclav"), ("Paracetamol", "Codeine"),
    ("Sulfa", "Ferrous sulfate"), ("Trimethoprim", "Sulfasalazine"), ("Statins", "Nystatin"),
    ("Ibuprofen", "Baclofen"), ("Ibuprofen", "Paracetamol"), ("Opioids", "Naltrexone"),
    ("Benzodiazepines", "Carbamazepine"), ("Tin", "Atorvastatin"), ("Environmental dust", "Iron"),
    ("None known", "Amoxicillin"), ("No known drug allergies", "Ibuprofen"), ("Latex", "Methadone"),
    ("Peanuts", "Paracetamol"), ("", "Aspirin"), ("Aspirin", ""),
  ])
  func `a medicine that has nothing to do with it is not stopped`(allergen: String, medicine: String) {
    #expect(!Allergen.meets(allergen, medicine: medicine))
  }
}
