namespace ServerlessGuard.Detection.Injection;

/// <summary>Who speaks in a text: what is an order depends on it.</summary>
public enum TextRole
{
    /// <summary>A person's own words to the model: asking it to do things is what they are for.</summary>
    User,

    /// <summary>Data that the model is given to read (a tool's result, a document, an e-mail): an order to the model has no business there.</summary>
    Data,
}
