import Foundation

struct Sculpture: Codable, Equatable {
    let id: Int
    let title: String
    let artist: String
    let year: Int?
    let material: String

    enum CodingKeys: String, CodingKey {
        case id
        case title
        case artist = "artist_name"
        case year
        case material = "primary_material"
    }

    static func == (lhs: Sculpture, rhs: Sculpture) -> Bool {
        return lhs.id == rhs.id
    }
}

extension Sculpture: CustomStringConvertible {
    var description: String {
        return "\(title) by \(artist)"
    }
}
