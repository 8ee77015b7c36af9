//! One reader and one macro for every quantity: a number inside a variant that names its unit.

use core::fmt;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, Unexpected, VariantAccess, Visitor};

/// A unit's word and how its numbers become base units: `base = number * factor + offset`.
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    pub(crate) factor: f64,
    pub(crate) offset: f64,
}

impl Unit {
    pub(crate) const fn scaled(name: &'static str, factor: f64) -> Self {
        Self { name, factor, offset: 0.0 }
    }
    pub(crate) const fn shifted(name: &'static str, factor: f64, offset: f64) -> Self {
        Self { name, factor, offset }
    }
}

/// Reads `unit(number)` into the base unit and holds it to `lo..=hi` (base unit); NaN never passes.
///
/// The name of the quantity and the words of its units reach the deserializer, so that it can say "a duration is
/// written with its unit" where somebody wrote a bare number.
pub(crate) fn deserialize_quantity<'de, D: Deserializer<'de>>(
    deserializer: D,
    quantity: &'static str,
    units: &'static [Unit],
    names: &'static [&'static str],
    lo: f64,
    hi: f64,
) -> Result<f64, D::Error> {
    deserializer.deserialize_enum(quantity, names, QuantityVisitor { quantity, units, names, lo, hi })
}

struct QuantityVisitor {
    quantity: &'static str,
    units: &'static [Unit],
    names: &'static [&'static str],
    lo: f64,
    hi: f64,
}

impl<'de> Visitor<'de> for QuantityVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {} with its unit, for example {}(1)", self.quantity, self.names[0])
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<f64, A::Error> {
        let (unit, payload) = access.variant_seed(UnitSeed(&self))?;
        payload.newtype_variant_seed(InRange { unit, lo: self.lo, hi: self.hi })
    }
}

struct UnitSeed<'a>(&'a QuantityVisitor);

impl<'de> DeserializeSeed<'de> for UnitSeed<'_> {
    type Value = &'static Unit;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static Unit, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for UnitSeed<'_> {
    type Value = &'static Unit;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a unit of {}", self.0.quantity)
    }
    fn visit_u64<E: de::Error>(self, index: u64) -> Result<&'static Unit, E> {
        usize::try_from(index)
            .ok()
            .and_then(|i| self.0.units.get(i))
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(index), &self))
    }
    fn visit_str<E: de::Error>(self, word: &str) -> Result<&'static Unit, E> {
        self.0.units.iter().find(|u| u.name == word).ok_or_else(|| E::unknown_variant(word, self.0.names))
    }
}

struct InRange {
    unit: &'static Unit,
    lo: f64,
    hi: f64,
}

impl<'de> DeserializeSeed<'de> for InRange {
    type Value = f64;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<f64, D::Error> {
        let number = f64::deserialize(deserializer)?;
        let base = number * self.unit.factor + self.unit.offset;
        if base >= self.lo && base <= self.hi {
            Ok(base)
        } else {
            Err(de::Error::invalid_value(Unexpected::Float(number), &self))
        }
    }
}

impl de::Expected for InRange {
    /// The range in the unit that the author used: `0 … 604800 s`, the same words in every language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_unit = |base: f64| {
            let n = (base - self.unit.offset) / self.unit.factor;
            // Twelve digits are enough for a person and hide the rounding of the division.
            let rounded = format!("{n:.12e}").parse::<f64>().unwrap_or(n);
            if rounded != 0.0 && (rounded.abs() >= 1e7 || rounded.abs() < 1e-4) {
                format!("{rounded:e}")
            } else {
                format!("{rounded}")
            }
        };
        write!(f, "{} … {} {}", in_unit(self.lo), in_unit(self.hi), self.unit.name)
    }
}

/// Makes a quantity: a newtype over `f64` in its base unit, its units, its range, its reader and writer.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $quantity:literal, $lo:expr, $hi:expr, $base:ident, [$($unit:literal => $factor:expr $(, $offset:expr)?;)+]) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            const UNITS: &'static [$crate::quantity::Unit] =
                &[$($crate::quantities::unit!($unit, $factor $(, $offset)?)),+];
            const NAMES: &'static [&'static str] = &[$($unit),+];
            /// The smallest value that a scenario may give, in the base unit.
            pub const MIN: Self = Self($lo);
            /// The largest value that a scenario may give, in the base unit.
            pub const MAX: Self = Self($hi);

            /// A value in the base unit.
            pub const fn new(value: f64) -> Self {
                Self(value)
            }
            /// The number in the base unit.
            pub const fn value(self) -> f64 {
                self.0
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_newtype_variant($quantity, 0, Self::NAMES[0], &self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::quantity::deserialize_quantity(deserializer, $quantity, Self::UNITS, Self::NAMES, $lo, $hi).map(Self)
            }
        }
    };
}
pub(crate) use quantity;
