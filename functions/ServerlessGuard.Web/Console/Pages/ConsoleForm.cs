using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>The fields of a posted form: bounded in bytes, count and time, each field once.</summary>
internal sealed class ConsoleForm
{
    // A case has up to 500 texts, each with a fingerprint of the text that the page showed.
    private const int MaxFields = 1024;
    private const int MaxNameLength = 64;
    private readonly IReadOnlyDictionary<string, string> _fields;

    private ConsoleForm(IReadOnlyDictionary<string, string> fields) => _fields = fields;

    public static ConsoleForm Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>The field's text, empty when it was not sent. Line ends are line feeds.</summary>
    public string this[string name] => _fields.GetValueOrDefault(name, "");

    public IEnumerable<string> Names => _fields.Keys;

    public static async ValueTask<(ConsoleForm? Form, GuardError? Error)> ReadAsync(
        HttpContext context, int maxBytes, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            return (null, JsonBody.TooLarge(maxBytes));
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new GuardError(415, "unsupported_content_type", "Send the form as application/x-www-form-urlencoded."));
        }

        using var deadline = new CancellationTokenSource(patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var reader = new FormReader(context.Request.Body)
            {
                ValueCountLimit = MaxFields,
                KeyLengthLimit = MaxNameLength,
                ValueLengthLimit = maxBytes
            };
            var fields = await reader.ReadFormAsync(linked.Token);
            return fields.Any(static field => field.Value.Count != 1)
                ? (null, new GuardError(400, "malformed_form", "The form holds a field twice."))
                : (new ConsoleForm(fields.ToDictionary(
                    static field => field.Key, static field => LineFeeds(field.Value[0]!), StringComparer.Ordinal)), null);
        }
        catch (InvalidDataException)
        {
            return (null, new GuardError(400, "malformed_form", "The form has too many or too long fields."));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, new GuardError(408, "body_timeout", "The form did not arrive in time."));
        }
    }

    /// <summary>
    /// Replaces only the line ends that browsers make of line feeds; U+2028 and its like are the writer's own characters.
    /// </summary>
    private static string LineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
