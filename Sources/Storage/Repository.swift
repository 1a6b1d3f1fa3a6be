import Records

/// Records to rows and back; the only actor, the owner of connections and keys.
package actor Repository {
}
