namespace ServerlessGuard.Core.Redaction;

/// <summary>A token and the value it stands for.</summary>
internal sealed class TokenEntry
{
    private const int MaxLabel = 24;

    public TokenEntry(string kind, string code, string value)
    {
        (Kind, Code, Value) = (kind, code, value);
        Label = MakeLabel(kind);
        Token = $"[{Label}_{code}]";
        Word = Label.Replace("_", "", StringComparison.Ordinal);
    }

    public string Kind { get; }

    public string Code { get; }

    public string Value { get; }

    /// <summary>The kind as it is in the token: <c>PAYMENT_CARD</c>.</summary>
    public string Label { get; }

    /// <summary>The label's letters and digits alone: <c>PAYMENTCARD</c>.</summary>
    public string Word { get; }

    public string Token { get; }

    /// <summary>Leaves the value out.</summary>
    public override string ToString() => Token;

    private static string MakeLabel(string kind)
    {
        var label = kind.Length > MaxLabel ? kind[..MaxLabel] : kind;
        return string.Create(label.Length, label, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(from[i]) ? char.ToUpperInvariant(from[i]) : '_';
            }
        });
    }
}
