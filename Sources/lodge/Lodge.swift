@main
struct Lodge {
  static func main() {}
}
