import CoreLocation

public struct Geofence {
  public var identifier: String
  public var center: CLLocationCoordinate2D
  public var radius: Double
  public var notifyOnExit: Bool
}

extension Geofence: Codable {
  private enum CodingKeys: String, CodingKey {
    case identifier, latitude, longitude, radius
    case notifyOnExit = "notify_on_exit"
  }

  public init(from decoder: Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    identifier = try container.decode(String.self, forKey: .identifier)
    let latitude = try container.decode(Double.self, forKey: .latitude)
    let longitude = try container.decode(Double.self, forKey: .longitude)
    center = CLLocationCoordinate2D(latitude: latitude, longitude: longitude)
    radius = try container.decode(Double.self, forKey: .radius)
    notifyOnExit = try container.decodeIfPresent(Bool.self, forKey: .notifyOnExit) ?? false
  }

  public func encode(to encoder: Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(identifier, forKey: .identifier)
    try container.encode(center.latitude, forKey: .latitude)
    try container.encode(center.longitude, forKey: .longitude)
    try container.encode(radius, forKey: .radius)
    try container.encode(notifyOnExit, forKey: .notifyOnExit)
  }
}

extension Geofence: Equatable {
  public static func == (lhs: Geofence, rhs: Geofence) -> Bool {
    return lhs.identifier == rhs.identifier && lhs.radius == rhs.radius
  }
}
