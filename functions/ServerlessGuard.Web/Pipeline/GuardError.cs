namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// An answer that says no. <paramref name="Message"/> is written for the caller and never repeats what the caller sent.
/// </summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Code">Stable, snake_case: clients branch on it.</param>
/// <param name="Param">The request's field that is at fault, where there is one.</param>
internal sealed record GuardError(int Status, string Code, string Message, string? Param = null)
{
    /// <summary>The error's class in OpenAI's vocabulary; official clients map statuses, people read this.</summary>
    public string Type => Status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
