import Sealing

/// Twenty short words that stand for a signed head of the audit log, for a person to write on paper.
///
/// Each stands for one byte of the SHA-256 of the head, and the list never changes: papers from before would be worth
/// nothing.
enum HeadWords {
  static let count = 20

  /// The words of the 160 bytes of a head.
  static func words(of head: [UInt8]) -> [String] {
    Digest.sha256(head).prefix(count).map { list[Int($0)] }
  }

  /// The words as somebody typed them, however they are parted.
  static func read(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  /// The first of some words that is none of the list.
  static func unknown(in words: [String]) -> String? { words.first { !list.contains($0) } }

  private static let list = """
    actor agent alarm album alley amber angle ankle apple apron arch arena arrow atlas attic bacon
    badge baker banjo barn basil basin beach beam bean bell bench berry birch bison blade blanket
    bloom board boat bolt bone boot bottle bowl brass bread brick bridge broom brush bucket bugle
    bulb butter button cabin cable cactus camel candle canoe canvas card cargo carrot castle cedar
    cellar chain chair chalk cherry chest circle clay cliff clock cloud clover coffee coin comet
    copper coral corn cotton crab crane crown cup curtain cycle daisy deck desk diary dome donkey
    door dragon drum duck dune eagle earth easel echo elbow elm engine fable falcon farm feather
    fence fern fiddle field finger flag flame flint flute folder forest fork fossil fox frame frog
    fruit garden garlic gate ginger glass globe glove gold goose grain grape grass guitar gull
    hammer harp hat hawk hazel hedge helmet heron hill honey horn horse hotel house igloo ink iris
    iron island ivory jacket jar jelly jewel jigsaw judge juice jungle kayak kettle kite knee knife
    ladder lake lamp lantern laurel leaf lemon lily lime linen lion lizard lock lotus magnet maple
    marble market meadow medal melon mint mirror moon moss mouse mug needle nest nickel night noodle
    north oasis ocean olive onion opal orange orbit otter oven owl paddle palm panda paper parrot
    pasta pearl pebble pencil pepper piano pillow pine pixel planet plum pocket pond poppy quarry
    queen quilt rabbit radio rain raven reef ribbon river robin rocket saddle salmon scarf shell
    silver spoon squirrel sugar
    """.split { $0 == " " || $0 == "\n" }.map(String.init)
}
