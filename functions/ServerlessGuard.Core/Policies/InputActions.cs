namespace ServerlessGuard.Core.Policies;

/// <summary>The actions on findings in messages and tool results on their way to the model.</summary>
public sealed record InputActions
{
    public GuardAction Personal { get; init; } = GuardAction.Tokenise;

    public GuardAction Secrets { get; init; } = GuardAction.Block;

    public GuardAction Injection { get; init; } = GuardAction.Block;

    /// <summary>Whether names of persons, organisations and places count as personal data. Default false.</summary>
    public bool Names { get; init; }

    /// <summary>Whether plain dates and web addresses count as personal data wherever they stand. Default false.</summary>
    public bool Dates { get; init; }

    /// <summary>Actions of single kinds of personal data and secrets, which go before their category's. Null: none.</summary>
    public IReadOnlyDictionary<string, GuardAction>? Kinds { get; init; }

    /// <summary>The policy's own rules and exceptions, as far as they are for the application.</summary>
    public DetectionPolicy Detection { get; init; } = DetectionPolicy.None;

    /// <summary>
    /// The probability, above 0 to 1, from which the injection model's word is a finding. Null (the default): rules alone decide.
    /// </summary>
    public double? InjectionAbove { get; init; }
}
