namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Spanish, Italian or Portuguese street address: kind of street, name, number.</summary>
internal sealed class StreetAddressRomance : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-026",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("Calle ", "C/ ", "Avenida ", "Avda. ", "Av. ", "Plaza ", "Paseo ", "Carrer ", "Via ", "Viale ", "Piazza ", "Corso ", "Rua ", "Travessa ", "Praça ", "Largo ", "calle ", "via "),
        Pattern = @"(?:(?:Calle|C/|Avenida|Avda\.|Av\.|Plaza|Paseo|Carrer|Via|Viale|Piazza|Corso|Rua|Travessa|Praça|Largo|calle|via) (?:(?:de|del|de la|de los|da|do|dos|della|dei|d') ?)?\p{Lu}[\p{L}'.]{1,24}(?: (?:(?:de|del|la|da|do) )?\p{Lu}[\p{L}'.]{1,24}){0,3},? (?:n\.? ?[º°o]?\.? ?)?\d{1,4}[A-Za-z]?(?:,? ?\n?\d{4,5}(?:-\d{3})? \p{Lu}[\p{L}-]{1,30})?)(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?",
        MaxLength = 128,
        Confidence = 0.75,
        Context = ["dirección", "domicilio", "indirizzo", "morada", "endereço", "address", "vive", "abita"],
        Positives = ["Vive en «Calle de Alcalá 45, 28014 Madrid»", "abito in «Via Giuseppe Verdi, 7»"],
        Negatives = ["Via email 24 hours", "Plaza de toros", "Corso di laurea"],
    };
}
