namespace ServerlessGuard.Detection;

/// <summary>
/// A file that holds one rule. The catalogue finds every implementation in this assembly, so that adding a rule is
/// adding one file.
/// </summary>
internal interface IRuleSource
{
    static abstract Rule Rule { get; }
}
