import Records
import ViewModels

extension HomeModel {
  func draw(on frame: inout Frame, in area: Area) {}
}

extension BedBoardModel {
  func draw(on frame: inout Frame, in area: Area) {}
}

extension ApprovalsModel {
  func draw(on frame: inout Frame, in area: Area) {}
}
