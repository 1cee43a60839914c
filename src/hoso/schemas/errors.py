"""The error tree: every failure that can reach a person, with a stable code and what to do about it.

Whose fault it is decides the family: the paper's, our engine's, a dependency's, the caller's, the
set-up's. Doubt about a value is a `Finding`, never an error.
"""

from __future__ import annotations

from typing import ClassVar


class HosoError(Exception):
    """Base of all errors of ours.

    `code` is stable and part of the contract. `message` says what happened, `advice` what to do,
    both in Vietnamese with English beside it. Neither ever holds personal data. `scan_id` names
    the upload that was kept although it is in error, where there is one.
    """

    code: ClassVar[str] = "internal_error"
    retriable: ClassVar[bool] = False
    default_message: ClassVar[str] = "Có lỗi trong hệ thống. / Something went wrong inside Hoso."
    default_advice: ClassVar[str] = (
        "Xin thử lại; nếu vẫn lỗi, báo quản trị viên. / Try again; if it persists, tell the administrator."
    )

    def __init__(self, message: str = "", advice: str = "") -> None:
        self.message = message or self.default_message
        self.advice = advice or self.default_advice
        self.scan_id: str | None = None
        super().__init__(self.message)


class DocumentError(HosoError):
    """The paper's fault: it cannot be read as it is, and trying again will not help."""

    code = "unreadable_document"
    default_message = "Không đọc được tệp này. / This file cannot be read."
    default_advice = "Xin quét lại giấy tờ. / Please scan the paper again."


class EmptyFile(DocumentError):
    code = "empty_file"
    default_message = "Tệp rỗng. / The file is empty."
    default_advice = "Xin quét lại và gửi lại tệp. / Scan again and send the file again."


class UnsupportedFormat(DocumentError):
    code = "unsupported_format"
    default_message = "Định dạng tệp không được hỗ trợ. / This kind of file is not supported."
    default_advice = "Xin gửi PDF, JPEG, PNG hoặc TIFF. / Send a PDF, JPEG, PNG or TIFF file."


class CorruptFile(DocumentError):
    code = "corrupt_file"
    default_message = "Tệp bị hỏng hoặc thiếu dữ liệu. / The file is damaged or cut short."
    default_advice = "Xin quét lại hoặc xuất lại tệp. / Scan or export the file again."


class EncryptedFile(DocumentError):
    code = "encrypted_file"
    default_message = "Tệp PDF có mật khẩu. / The PDF is protected by a password."
    default_advice = "Xin bỏ mật khẩu rồi gửi lại. / Remove the password and send it again."


class TooLarge(DocumentError):
    code = "too_large"
    default_message = "Tệp hoặc ảnh vượt quá giới hạn. / The file or one of its images is over the limit."
    default_advice = (
        "Xin quét ở 300 dpi hoặc chia thành nhiều tệp. / Scan at 300 dpi or split it into several files."
    )


class TooManyPages(DocumentError):
    code = "too_many_pages"
    default_message = "Tệp có quá nhiều trang. / The file has too many pages."
    default_advice = "Xin chia tệp thành nhiều phần nhỏ hơn. / Split the file into smaller parts."


class NoReadablePage(DocumentError):
    code = "no_readable_page"
    default_message = "Tệp không có trang nào đọc được. / The file has no page that can be read."
    default_advice = "Xin kiểm tra và quét lại giấy tờ. / Check the paper and scan it again."


class EngineError(HosoError):
    """OCR failed here; another attempt, isolated, may work."""

    code = "engine_failed"
    retriable = True
    default_message = "Bộ nhận dạng chữ bị lỗi. / Text recognition failed."


class EngineTimeout(EngineError):
    code = "engine_timeout"
    default_message = "Nhận dạng chữ quá thời gian cho phép. / Text recognition took too long."


class EngineCrashed(EngineError):
    code = "engine_crashed"
    default_message = "Bộ nhận dạng chữ dừng đột ngột. / Text recognition stopped unexpectedly."


class Unavailable(HosoError):
    """A dependency is down; back off and try again."""

    code = "unavailable"
    retriable = True
    default_message = "Hệ thống tạm thời không sẵn sàng. / The system is temporarily not available."
    default_advice = "Xin thử lại sau ít phút. / Try again in a few minutes."


class ObjectsUnavailable(Unavailable):
    code = "objects_unavailable"
    default_message = "Kho tệp không truy cập được. / The object store cannot be reached."


class DatabaseUnavailable(Unavailable):
    code = "database_unavailable"
    default_message = "Cơ sở dữ liệu không truy cập được. / The database cannot be reached."


class QueueUnavailable(Unavailable):
    code = "queue_unavailable"
    default_message = "Hàng đợi không truy cập được. / The message queue cannot be reached."


class StateError(HosoError):
    """The caller's picture is stale or wrong; a refresh helps, a repeat does not."""

    code = "conflict"
    default_message = (
        "Yêu cầu không còn đúng với trạng thái hiện tại. / The request no longer fits the state."
    )
    default_advice = "Xin tải lại trang. / Refresh and look again."


class NotFound(StateError):
    code = "not_found"
    default_message = "Không tìm thấy. / Not found."
    default_advice = "Xin kiểm tra lại mã. / Check the code."


class Conflict(StateError):
    code = "conflict"
    default_message = "Người khác đã thay đổi trước. / Somebody else changed it first."


class InvalidTransition(StateError):
    code = "invalid_transition"
    default_message = "Không thực hiện được ở trạng thái này. / This cannot be done in the present state."


class Claimed(StateError):
    code = "claimed"
    default_message = "Người khác đang xử lý giấy tờ này. / Somebody else is working on this paper."
    default_advice = "Xin chọn giấy tờ khác. / Choose another paper."


class InvalidRequest(StateError):
    code = "invalid_request"
    default_message = "Yêu cầu chưa hợp lệ. / The request is not valid."
    default_advice = "Xin kiểm tra lại thông tin đã nhập. / Check what was entered."


class NotAllowed(StateError):
    code = "not_allowed"
    default_message = "Tài khoản không có quyền này. / This account may not do that."
    default_advice = "Xin liên hệ quản trị viên. / Ask the administrator."


class NotSignedIn(StateError):
    code = "not_signed_in"
    default_message = "Chưa đăng nhập hoặc phiên đã hết hạn. / Not signed in, or the session has ended."
    default_advice = "Xin đăng nhập lại. / Sign in again."


class ConfigurationError(HosoError):
    """The set-up is wrong; found at start only."""

    code = "configuration_error"
    default_message = "Cấu hình chưa đúng. / The configuration is not right."
    default_advice = "Chạy `hoso doctor` để biết chi tiết. / Run `hoso doctor` for details."


class MissingProgram(ConfigurationError):
    code = "missing_program"
    default_message = "Thiếu một chương trình cần thiết. / A needed program is missing."
